package inference;

import domain.Failure;
import domain.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The model thread in use and those left hanging in the engine, of which few are tolerated. */
final class ModelThreadSupervisor implements AutoCloseable {
  private static final int HANGING_AT_MOST = 2;
  private final Duration limit;
  private final List<ModelThread> hanging = new ArrayList<>();
  private ModelThread current;

  /** Work for the thread that is given. */
  interface Task<T> {
    T runOn(ModelThread thread) throws TimeoutException;
  }

  ModelThreadSupervisor(Duration limit) {
    this.limit = limit;
    this.current = new ModelThread(limit);
  }

  /** Models opened on another thread than this one are gone. */
  ModelThread current() {
    return current;
  }

  /**
   * @throws Failure.Retry MODEL when the engine hangs
   * @throws IllegalArgumentException when the model fails
   */
  <T> T run(Task<T> task) {
    if (pruneAndCheckHung() && hanging.size() >= HANGING_AT_MOST) {
      throw engineFailure(
          hanging.size() + " calls still hang; replace the model and restart", null);
    }
    try {
      return task.runOn(current);
    } catch (TimeoutException e) {
      current.abandon();
      hanging.add(current);
      current = new ModelThread(limit);
      throw engineFailure(
          "no answer within %d s (model.answer-within); replace the model"
              .formatted(limit.toSeconds()),
          e);
    }
  }

  boolean pruneAndCheckHung() {
    hanging.removeIf(thread -> !thread.isRunning());
    return !hanging.isEmpty();
  }

  private static Failure.Retry engineFailure(String what, Throwable cause) {
    return new Failure.Retry(FailureReason.MODEL, "model: " + what, cause);
  }

  @Override
  public void close() {
    current.closeAndWait();
  }
}
