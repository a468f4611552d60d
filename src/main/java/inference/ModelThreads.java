package inference;

import domain.Failure;
import domain.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** The model thread in use and those left hanging in the engine, of which few are tolerated. */
final class ModelThreads implements AutoCloseable {
  private static final int HANGING_AT_MOST = 2;
  private final Duration limit;
  private final List<ModelThread> hanging = new ArrayList<>();
  private ModelThread current;

  /** Work for the thread that is given. */
  interface Task<T> {
    T on(ModelThread thread) throws TimeoutException;
  }

  ModelThreads(Duration limit) {
    this.limit = limit;
    this.current = new ModelThread(limit);
  }

  /** Models opened on another thread than this one are gone. */
  ModelThread current() {
    return current;
  }

  /**
   * @throws Failure.Wait MODEL when the engine hangs
   * @throws IllegalArgumentException when the model fails
   */
  <T> T run(Task<T> task) {
    if (hang() && hanging.size() >= HANGING_AT_MOST) {
      throw wait(hanging.size() + " calls still hang; replace the model and restart", null);
    }
    try {
      return task.on(current);
    } catch (TimeoutException e) {
      current.abandon();
      hanging.add(current);
      current = new ModelThread(limit);
      throw wait("no answer within " + limit.toSeconds() + " s; replace the model", e);
    }
  }

  boolean hang() {
    hanging.removeIf(thread -> !thread.stuck());
    return !hanging.isEmpty();
  }

  private static Failure.Wait wait(String what, Throwable cause) {
    return new Failure.Wait(Reason.MODEL, "model: " + what, cause);
  }

  @Override
  public void close() {
    current.end();
  }
}
