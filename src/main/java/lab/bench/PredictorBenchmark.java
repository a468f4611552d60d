package lab.bench;

import domain.TopicSpec;
import inference.Predictor;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** What one cycle's inference costs on this machine: validation, answer and memory. */
public record PredictorBenchmark(
    double firstSeconds, double validateMillis, double answerMillis, double worstMillis, long mib) {
  private static final int CYCLES = 1_000;
  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * @param artifact folder, only read
   * @param state private folder
   */
  public static PredictorBenchmark measure(Path artifact, Path state) throws IOException {
    ModelManifest manifest = ModelArtifact.read(artifact).manifest();
    String pair = manifest.pair() == null ? "any" : manifest.pair();
    TopicSpec topic = new TopicSpec(1, manifest.target(), pair, manifest.horizon());
    double[][] row = {new double[manifest.width()]};
    long before = residentMib();
    try (Predictor predictor = new Predictor(artifact, state)) {
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

  /** Resident memory in MiB; 0 where the system does not tell. */
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
        "first check with its child JVM %.2f s; each cycle validation %.2f ms (median), answer"
            + " %.3f ms (median), %.3f ms (99 %%); engine and model take %d MiB",
        firstSeconds,
        validateMillis,
        answerMillis,
        worstMillis,
        mib);
  }
}
