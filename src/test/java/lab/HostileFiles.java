package lab;

import domain.Target;
import domain.TopicSpec;
import features.FeatureSet;
import inference.Artifact;
import inference.Manifest;
import inference.Predictor;
import inference.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Puts damaged model files, each with a manifest that vouches for it, before a predictor that
 * already serves a good one. As a program: {@code java -cp
 * target/test-classes:target/classes:target/lib/* lab.HostileFiles 1000}, from the project folder.
 */
final class HostileFiles {
  private static final Path MODELS = Path.of("src/test/resources/lab/models");
  private static final List<String> KINDS =
      List.of("sklearn-ridge", "sklearn-forest", "lightgbm", "xgboost");
  private static final List<String> NAMES = FeatureSet.named("predecessor").names();
  private static final TopicSpec TOPIC =
      new TopicSpec(67, Target.LOG_RETURN, "btcusd", Duration.ofHours(168));

  private final Random random = new Random(67);
  private final Path artifact;
  private final Path state;
  int refused;
  int unharmed;

  HostileFiles(Path dir) {
    artifact = dir.resolve("artifact");
    state = dir.resolve("state");
  }

  public static void main(String[] args) throws IOException {
    HostileFiles files = new HostileFiles(Files.createTempDirectory("hostile"));
    files.survive(Integer.parseInt(args[0]), KINDS);
    System.out.println(files.refused + " refused, " + files.unharmed + " unharmed, 0 died");
  }

  /** Fails as soon as a file makes the predictor throw, answer otherwise or lack a complaint. */
  void survive(int count, List<String> kinds) throws IOException {
    try (Predictor predictor = new Predictor(artifact, state)) {
      for (int i = 0; i < count; i++) {
        one(predictor, kinds.get(i * kinds.size() / count), i);
      }
    }
  }

  private void one(Predictor predictor, String kind, int number) throws IOException {
    Path file = MODELS.resolve(kind + ".onnx");
    ImportOptions options = new ImportOptions(kind, NAMES, Target.LOG_RETURN, null, 168);
    Manifest good = Import.file(file, options, artifact);
    predictor.ready(TOPIC);
    demand(predictor.complaint().isEmpty(), "a good file is refused");
    byte[] damaged = damaged(Files.readAllBytes(file), number);
    new Artifact(vouched(good, damaged), damaged).write(artifact);
    predictor.ready(TOPIC);
    double[] row = good.samples().get(0).inputs().stream().mapToDouble(d -> d).toArray();
    double answer = predictor.predict(new double[][] {row})[0];
    demand(Math.abs(answer - good.samples().get(0).answer()) < 1e-6, "answers " + answer);
    if (predictor.complaint().filter(words -> !words.isBlank()).isPresent()) {
      refused++;
    } else {
      unharmed++;
    }
  }

  private byte[] damaged(byte[] good, int number) {
    byte[] bytes = good.clone();
    int at = random.nextInt(bytes.length);
    int span = Math.min(bytes.length - at, 1 + random.nextInt(64));
    switch (number % 7) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> Arrays.fill(bytes, at, at + span, (byte) 0);
      case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
      case 4 -> System.arraycopy(good, 0, bytes, at, span);
      case 5 -> random.nextBytes(bytes);
      default -> bytes = text(number);
    }
    return bytes;
  }

  private static byte[] text(int number) {
    List<String> texts = List.of("<html>502</html>", "cos\nsystem\n(S'id'\ntR.", "{\"value\":1}");
    return texts.get(number % texts.size()).getBytes(StandardCharsets.UTF_8);
  }

  private static Manifest vouched(Manifest good, byte[] bytes) {
    return new Manifest(
        good.formatVersion(),
        good.name(),
        good.features(),
        good.width(),
        good.schemaHash(),
        good.dtype(),
        good.target(),
        good.pair(),
        good.horizonHours(),
        Sha256.of(bytes),
        good.samples(),
        "damaged",
        null);
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
