package inference.sandbox;

import base.ProcessEnd;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.ModelSample;
import inference.engine.LoadedModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Main class of the child JVM that opens a new model before the daemon does: a damaged or hostile
 * file may kill or hang this process and nothing else. Exit code 0 says good, {@link
 * SandboxProcess#BAD} comes with a sentence on standard output, anything else means that the JVM
 * died.
 */
public final class ArtifactCheckMain {
  private static final int MOST_ROWS = 256;
  private static final int FEWEST_ROWS = 16;

  /** Time that the usual check spends on all rows, each of which is asked four times. */
  private static final long BUDGET_NANOS = 8_000_000_000L;

  private final ModelManifest manifest;
  private final LoadedModel model;
  private final long budget;
  private final Random random = new Random(67);

  private ArtifactCheckMain(ModelManifest manifest, LoadedModel model, long budget) {
    this.manifest = manifest;
    this.model = model;
    this.budget = budget;
  }

  /** Takes the artifact's directory, and the nanoseconds to spend on rows. */
  public static void main(String[] args) {
    ProcessEnd.endWithParent();
    Optional<String> fault = findFault(Path.of(args[0]), Long.parseLong(args[1]));
    fault.ifPresent(System.out::println);
    Runtime.getRuntime().exit(fault.isPresent() ? SandboxProcess.BAD : 0);
  }

  /** The check itself: what is wrong, empty when nothing is. */
  static Optional<String> findFault(Path dir) {
    return findFault(dir, BUDGET_NANOS);
  }

  private static Optional<String> findFault(Path dir, long budget) {
    ModelArtifact artifact = ModelArtifact.read(dir);
    try (LoadedModel model = LoadedModel.open(dir, artifact)) {
      new ArtifactCheckMain(artifact.manifest(), model, budget).checkAnswers();
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void checkAnswers() {
    int count = affordableRows();
    double[][] rows = familiarRows(count);
    double[] answers = model.predict(rows);
    double rounding =
        manifest.samples().stream().mapToDouble(ModelSample::rounding).max().orElse(0);
    for (int i = 0; i < rows.length; i++) {
      String row = Arrays.toString(rows[i]);
      require(Double.isFinite(answers[i]), "the row " + row + " gives " + answers[i]);
      double alone = model.predict(new double[][] {rows[i]})[0];
      require(
          manifest.dtype().isClose(alone, answers[i], rounding),
          "alone and in a batch differ: " + row);
    }
    require(Arrays.equals(answers, model.predict(rows)), "the same rows give other answers");
    for (int i = 0; i < count; i++) {
      tryRow(randomRow());
    }
  }

  /** Fewer of them where an answer takes long: slow is no fault. */
  private int affordableRows() {
    double[][] one = familiarRows(1);
    model.predict(one);
    long begin = System.nanoTime();
    model.predict(one);
    long each = Math.max(1, System.nanoTime() - begin);
    return (int) Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, budget / 4 / each));
  }

  /** Rows such as the model will meet: the samples and points between two of them. */
  private double[][] familiarRows(int count) {
    List<double[]> samples = manifest.samples().stream().map(ModelSample::toArray).toList();
    if (samples.isEmpty()) {
      return new double[][] {new double[manifest.width()]};
    }
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] =
          i < samples.size()
              ? samples.get(i)
              : interpolate(randomSample(samples), randomSample(samples));
    }
    return rows;
  }

  private double[] randomSample(List<double[]> samples) {
    return samples.get(random.nextInt(samples.size()));
  }

  private double[] interpolate(double[] a, double[] b) {
    double share = random.nextDouble();
    double[] row = new double[a.length];
    Arrays.setAll(row, i -> a[i] + share * (b[i] - a[i]));
    return row;
  }

  /** A row from anywhere, so that a cycle among trees is run into here and not in the daemon. */
  private double[] randomRow() {
    double size = Math.pow(10, random.nextInt(9) - 4);
    return random.doubles(manifest.width(), -size, size).toArray();
  }

  private void tryRow(double[] row) {
    try {
      model.predict(new double[][] {row});
    } catch (IllegalArgumentException e) {
      // A clean refusal of a senseless row is fine; dying or hanging is not.
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
