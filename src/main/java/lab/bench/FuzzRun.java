package lab.bench;

import base.Sha256Hex;
import domain.Failure;
import domain.TopicSpec;
import inference.ModelLimits;
import inference.Predictor;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Offers damaged and hostile files, each with a valid manifest, to a predictor that already serves
 * a good artifact, as when a daemon's artifact is replaced. The predictor must survive, keep its
 * predictions and name the fault.
 */
public final class FuzzRun implements AutoCloseable {
  private static final int TRIES = 3;

  private final ModelArtifact good;
  private final Path artifact;
  private final Predictor predictor;
  private final TopicSpec topic;
  private final ModelFuzzer fuzzer = new ModelFuzzer(new Random(67));

  /**
   * @param from folder of a valid artifact, only read
   * @param scratch private folder
   * @param limit time limit for validating one file
   */
  public FuzzRun(Path from, Path scratch, Duration limit) {
    good = ModelArtifact.read(from);
    artifact = scratch.resolve("artifact");
    predictor =
        new Predictor(artifact, scratch.resolve("state"), new ModelLimits(limit, limit, 64));
    ModelManifest manifest = good.manifest();
    String pair = manifest.pair() == null ? "any" : manifest.pair();
    topic = new TopicSpec(1, manifest.target(), pair, manifest.horizon());
  }

  /** Numbers of files that were refused, and that were valid and predicted the same. */
  public record FuzzResult(int refused, int harmless) {
    public FuzzResult plus(FuzzResult other) {
      return new FuzzResult(refused + other.refused, harmless + other.harmless);
    }
  }

  /**
   * Runs the test.
   *
   * @param files number of files
   * @param progress receives the reason of each refusal
   * @throws IllegalStateException if a prediction changes, or a refusal has no reason
   */
  public FuzzResult run(int files, Consumer<String> progress) throws IOException {
    int refused = 0;
    for (int i = 0; i < files; i++) {
      Optional<String> fault = tryOne(i);
      fault.ifPresent(progress);
      refused += fault.isPresent() ? 1 : 0;
    }
    return new FuzzResult(refused, files - refused);
  }

  private Optional<String> tryOne(int number) throws IOException {
    restoreGoodArtifact(number);
    byte[] damaged = fuzzer.mutate(good.model(), number);
    new ModelArtifact(manifestFor(damaged), damaged).write(artifact);
    predictor.refreshAndValidate(topic);
    for (var sample : good.manifest().samples()) {
      double[] row = sample.inputs().stream().mapToDouble(Double::doubleValue).toArray();
      double answer = predictor.predict(new double[][] {row})[0];
      require(Math.abs(answer - sample.answer()) < 1e-6, "another answer: " + answer, number);
    }
    Optional<String> fault = predictor.replacementFault();
    require(fault.isEmpty() || !fault.get().isBlank(), "a refusal without a reason", number);
    return fault;
  }

  /** On a busy machine the validation of a good file can time out; the daemon retries it too. */
  private void restoreGoodArtifact(int number) throws IOException {
    good.write(artifact);
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        predictor.refreshAndValidate(topic);
        if (predictor.replacementFault().isEmpty()) {
          return;
        }
      } catch (Failure.Retry e) {
        require(tries < TRIES, e.getMessage(), number);
      }
    }
    require(false, "the valid file is refused", number);
  }

  private ModelManifest manifestFor(byte[] damaged) {
    ModelManifest m = good.manifest();
    return new ModelManifest(
        m.formatVersion(),
        m.name(),
        m.features(),
        m.width(),
        m.schemaHash(),
        m.dtype(),
        m.target(),
        m.pair(),
        m.horizon(),
        Sha256Hex.of(damaged),
        m.samples(),
        "damaged",
        null,
        null);
  }

  private static void require(boolean holds, String otherwise, int number) {
    if (!holds) {
      throw new IllegalStateException("file " + number + ": " + otherwise);
    }
  }

  @Override
  public void close() {
    predictor.close();
  }
}
