package inference;

import domain.Failure;
import domain.FeatureVector;
import domain.Reason;
import domain.TopicSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers from the artifact in a directory and notices when it is replaced. A bad replacement never
 * takes over: the last good model goes on answering while {@link #complaint} tells.
 */
public final class Predictor implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration CHECK = Duration.ofSeconds(20);

  private final Path directory;
  private final Checkpoint checkpoint;
  private final ModelThreads threads;
  private Serving serving;
  private Failure.Wait complaint;

  /**
   * @param directory where {@code model.onnx} and {@code manifest.json} lie
   * @param state private directory for checked copies, this predictor's alone
   */
  public Predictor(Path directory, Path state) {
    this(directory, state, ANSWER, CHECK);
  }

  /**
   * @param answer limit for loading and for one answer
   * @param check limit for checking a new artifact in a JVM of its own
   */
  public Predictor(Path directory, Path state, Duration answer, Duration check) {
    this.directory = directory;
    this.checkpoint = new Checkpoint(state, check);
    this.threads = new ModelThreads(answer);
  }

  /**
   * Validates the artifact as it is now, takes over a good new one and tries the one in use.
   *
   * @return the manifest of the model in use
   * @throws Failure.Wait MODEL or MODEL_MISMATCH when no good model is there for this topic
   */
  public synchronized Manifest ready(TopicSpec topic) {
    try {
      refresh(topic);
      complaint = null;
    } catch (Failure.Wait e) {
      complaint = e;
    }
    if (serving == null) {
      throw complaint;
    }
    Fitness.check(serving.artifact().manifest(), topic);
    return tried();
  }

  /** Of the model that answers now, without a look for a replacement. */
  public synchronized Manifest manifest() {
    return inUse().artifact().manifest();
  }

  /** What is wrong with the artifact in the directory while an older one answers. */
  public synchronized Optional<String> complaint() {
    return Optional.ofNullable(complaint).map(Throwable::getMessage);
  }

  /**
   * One answer of the model in use; call {@link #ready} first in each cycle.
   *
   * @throws Failure.Wait MODEL_MISMATCH when the row is another one than the model was trained on,
   *     MODEL when it fails, hangs or answers with no finite number
   */
  public synchronized double predict(FeatureVector row) {
    Fitness.check(inUse().artifact().manifest(), row);
    double answer = predict(new double[][] {row.toArray()})[0];
    if (!Double.isFinite(answer)) {
      throw bad("answers " + answer + " to the row of " + row.asOf() + "; replace it", null);
    }
    return answer;
  }

  /** Answers to many rows at once, unguarded: not finite where the model says so. */
  public synchronized double[] predict(double[][] rows) {
    try {
      serving = inUse().on(threads);
      return serving.predict(threads, rows);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage(), e);
    }
  }

  private void refresh(TopicSpec topic) {
    Artifact found = Artifact.read(directory);
    String identity = found.identity();
    if (serving != null && identity.equals(serving.identity())) {
      return;
    }
    Fitness.check(found.manifest(), topic);
    try {
      replace(Serving.open(threads, found, checkpoint.pass(found)));
    } catch (IllegalArgumentException e) {
      throw bad(checkpoint.refuse(identity, e.getMessage()), e);
    } catch (IOException e) {
      throw bad("cannot be copied (" + e.getMessage() + "); mend the state directory", e);
    }
  }

  private void replace(Serving fresh) {
    Serving old = serving;
    serving = fresh;
    if (old != null) {
      old.close();
    }
    checkpoint.forgetAllBut(fresh.copy());
  }

  private Manifest tried() {
    try {
      serving = serving.on(threads);
      serving.probe(threads);
      return serving.artifact().manifest();
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage(), e);
    }
  }

  private Serving inUse() {
    if (serving == null) {
      throw bad("is not ready", complaint);
    }
    return serving;
  }

  private Failure.Wait bad(String what, Throwable cause) {
    return new Failure.Wait(Reason.MODEL, "model " + directory + ": " + what, cause);
  }

  /**
   * Whether a call hangs in the engine for good: then halt the JVM, an orderly exit would crash.
   */
  public synchronized boolean hangs() {
    return threads.hang();
  }

  /** Stops the model thread; to be done before the JVM is told to exit. */
  @Override
  public synchronized void close() {
    threads.close();
  }
}
