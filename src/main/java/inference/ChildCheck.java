package inference;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Main class of the child JVM that opens a new model before the daemon does: a damaged or hostile
 * file may kill or hang this process and nothing else. Exit code 0 says good, {@link ChildJvm#BAD}
 * comes with a sentence on standard output, anything else means that the JVM died.
 */
public final class ChildCheck {
  private static final int ROWS = 256;

  private final Manifest manifest;
  private final LoadedModel model;
  private final Random random = new Random(67);

  private ChildCheck(Manifest manifest, LoadedModel model) {
    this.manifest = manifest;
    this.model = model;
  }

  /** Takes the artifact's directory as its one argument. */
  public static void main(String[] args) {
    Optional<String> fault = fault(Path.of(args[0]));
    fault.ifPresent(System.out::println);
    Runtime.getRuntime().exit(fault.isPresent() ? ChildJvm.BAD : 0);
  }

  /** The check itself: what is wrong, empty when nothing is. */
  static Optional<String> fault(Path dir) {
    Artifact artifact = Artifact.read(dir);
    try (LoadedModel model = LoadedModel.open(dir, artifact)) {
      new ChildCheck(artifact.manifest(), model).run();
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void run() {
    double[][] rows = familiar();
    double[] answers = model.predict(rows);
    for (int i = 0; i < rows.length; i++) {
      String row = Arrays.toString(rows[i]);
      demand(Double.isFinite(answers[i]), "the row " + row + " gives " + answers[i]);
      double alone = model.predict(new double[][] {rows[i]})[0];
      demand(manifest.dtype().close(alone, answers[i]), "alone and in a batch differ: " + row);
    }
    demand(Arrays.equals(answers, model.predict(rows)), "the same rows give other answers");
    for (int i = 0; i < ROWS; i++) {
      survive(wild());
    }
  }

  /** Rows such as the model will meet: the samples and points between two of them. */
  private double[][] familiar() {
    List<double[]> samples = manifest.samples().stream().map(Sample::row).toList();
    if (samples.isEmpty()) {
      return new double[][] {new double[manifest.width()]};
    }
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = i < samples.size() ? samples.get(i) : between(any(samples), any(samples));
    }
    return rows;
  }

  private double[] any(List<double[]> samples) {
    return samples.get(random.nextInt(samples.size()));
  }

  private double[] between(double[] a, double[] b) {
    double share = random.nextDouble();
    double[] row = new double[a.length];
    Arrays.setAll(row, i -> a[i] + share * (b[i] - a[i]));
    return row;
  }

  /** A row from anywhere, so that a cycle among trees is run into here and not in the daemon. */
  private double[] wild() {
    double size = Math.pow(10, random.nextInt(9) - 4);
    return random.doubles(manifest.width(), -size, size).toArray();
  }

  private void survive(double[] row) {
    try {
      model.predict(new double[][] {row});
    } catch (IllegalArgumentException e) {
      // A clean refusal of a senseless row is fine; dying or hanging is not.
    }
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
