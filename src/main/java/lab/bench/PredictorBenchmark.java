package lab.bench;

import domain.TopicSpec;
import inference.ModelLimits;
import inference.Predictor;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Cost of one cycle's inference on this machine: validation and prediction time, and resident
 * memory.
 */
public record PredictorBenchmark(
    double firstSeconds,
    double validateMillis,
    double predictMillis,
    double worstMillis,
    long mib) {
  private static final int CYCLES = 1_000;
  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * Measures an artifact.
   *
   * @param artifact folder, only read
   * @param state private folder
   */
  public static PredictorBenchmark measure(Path artifact, Path state) throws IOException {
    ModelManifest manifest = ModelArtifact.read(artifact).manifest();
    String pair = manifest.pair() == null ? "any" : manifest.pair();
    TopicSpec topic = new TopicSpec(1, manifest.target(), pair, manifest.horizon());
    double[][] row = {new double[manifest.width()]};
    long before = residentMib();
    try (Predictor predictor = new Predictor(artifact, state, ModelLimits.OF_ONES_OWN)) {
      double first = millis(() -> predictor.refreshAndValidate(topic)) / 1e3;
      double[] validate = new double[CYCLES];
      double[] answer = new double[CYCLES];
      for (int i = 0; i < CYCLES; i++) {
        validate[i] = millis(() -> predictor.refreshAndValidate(topic));
        answer[i] = millis(() -> predictor.predict(row));
      }
      Arrays.sort(validate);
      Arrays.sort(answer);
      int last = CYCLES - 1 - CYCLES / 100;
      return new PredictorBenchmark(
          first, validate[CYCLES / 2], answer[CYCLES / 2], answer[last], residentMib() - before);
    }
  }

  private static double millis(Runnable task) {
    long start = System.nanoTime();
    task.run();
    return (System.nanoTime() - start) / 1e6;
  }

  /** Resident memory in MiB; 0 if the system does not report it. */
  private static long residentMib() throws IOException {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "first check with its child JVM %.2f s; each cycle validation %.2f ms (median), prediction"
            + " %.3f ms (median), %.3f ms (99 %%); engine and model use %d MiB",
        firstSeconds,
        validateMillis,
        predictMillis,
        worstMillis,
        mib);
  }
}
