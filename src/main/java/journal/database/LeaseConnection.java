package journal.database;

import domain.Failure;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * One connection outside the pool, with patience for a few seconds only: a lease must be renewed
 * before it passes. It is opened anew after any failure.
 */
public final class LeaseConnection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Jdbi jdbi;
  private final SqlErrorMapper errorMapper;
  private final Runnable first;
  private Handle handle;

  /**
   * @param first fails while there are no tables to work with
   */
  LeaseConnection(
      JournalLocation.PostgresServer server, SqlErrorMapper errorMapper, Runnable first) {
    this.first = first;
    this.jdbi =
        Jdbi.create(
            () -> JournalConnectionPool.connect(server, PATIENCE, "set synchronous_commit = off"));
    this.errorMapper = errorMapper;
  }

  /**
   * Each statement of the work commits by itself.
   *
   * @throws Failure.Retry if the server does not answer in time
   */
  public synchronized <T> T use(HandleCallback<T, RuntimeException> work) {
    first.run();
    try {
      if (handle == null) {
        handle = jdbi.open();
      }
      return work.withHandle(handle);
    } catch (RuntimeException e) {
      close();
      throw errorMapper.toFailure(e);
    }
  }

  @Override
  public synchronized void close() {
    Handle old = handle;
    handle = null;
    if (old != null) {
      try {
        old.close();
      } catch (RuntimeException e) {
        // It was broken already.
      }
    }
  }
}
