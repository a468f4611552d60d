package lab;

import domain.Failure;
import domain.TopicSpec;
import inference.Artifact;
import inference.Manifest;
import inference.Predictor;
import inference.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Puts damaged and hostile files, each with a manifest that vouches for it, before a predictor that
 * already serves a good one, as in a daemon whose artifact is replaced. It has to survive them all,
 * keep answering as before and name the fault.
 */
public final class Ordeal implements AutoCloseable {
  private static final int TRIES = 3;

  private final Artifact good;
  private final Path artifact;
  private final Predictor predictor;
  private final TopicSpec topic;
  private final Damage damage = new Damage(new Random(67));

  /**
   * @param from folder of a good artifact, only read
   * @param scratch private folder
   * @param limit for checking one file
   */
  public Ordeal(Path from, Path scratch, Duration limit) {
    good = Artifact.read(from);
    artifact = scratch.resolve("artifact");
    predictor = new Predictor(artifact, scratch.resolve("state"), limit, limit);
    Manifest manifest = good.manifest();
    String pair = manifest.pair() == null ? "any" : manifest.pair();
    topic = new TopicSpec(1, manifest.target(), pair, Duration.ofHours(manifest.horizonHours()));
  }

  /** How it went. */
  public record Result(int refused, int unharmed) {
    public Result and(Result other) {
      return new Result(refused + other.refused, unharmed + other.unharmed);
    }
  }

  /**
   * @param files how many
   * @param progress told what each refused file was refused for
   * @throws IllegalStateException as soon as an answer changes, or a fault has no name
   */
  public Result survive(int files, Consumer<String> progress) throws IOException {
    int refused = 0;
    for (int i = 0; i < files; i++) {
      Optional<String> fault = one(i);
      fault.ifPresent(progress);
      refused += fault.isPresent() ? 1 : 0;
    }
    return new Result(refused, files - refused);
  }

  private Optional<String> one(int number) throws IOException {
    restore(number);
    byte[] damaged = damage.to(good.model(), number);
    new Artifact(vouched(damaged), damaged).write(artifact);
    predictor.ready(topic);
    for (var sample : good.manifest().samples()) {
      double[] row = sample.inputs().stream().mapToDouble(Double::doubleValue).toArray();
      double answer = predictor.predict(new double[][] {row})[0];
      demand(Math.abs(answer - sample.answer()) < 1e-6, "another answer: " + answer, number);
    }
    Optional<String> fault = predictor.complaint();
    demand(fault.isEmpty() || !fault.get().isBlank(), "a fault without a name", number);
    return fault;
  }

  /** On a busy machine the check of a good file can time out, which the daemon tries again too. */
  private void restore(int number) throws IOException {
    good.write(artifact);
    for (int tries = 1; tries <= TRIES; tries++) {
      try {
        predictor.ready(topic);
        if (predictor.complaint().isEmpty()) {
          return;
        }
      } catch (Failure.Wait e) {
        demand(tries < TRIES, e.getMessage(), number);
      }
    }
    demand(false, "the good file is refused", number);
  }

  private Manifest vouched(byte[] damaged) {
    Manifest m = good.manifest();
    return new Manifest(
        m.formatVersion(),
        m.name(),
        m.features(),
        m.width(),
        m.schemaHash(),
        m.dtype(),
        m.target(),
        m.pair(),
        m.horizonHours(),
        Sha256.of(damaged),
        m.samples(),
        "damaged",
        null);
  }

  private static void demand(boolean holds, String otherwise, int number) {
    if (!holds) {
      throw new IllegalStateException("file " + number + ": " + otherwise);
    }
  }

  @Override
  public void close() {
    predictor.close();
  }
}
