package journal.database;

import base.ExitStatus;
import base.OutsideText;
import com.zaxxer.hikari.HikariDataSource;
import domain.Failure;
import domain.FailureReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import journal.entry.IntegrityReport;
import journal.entry.SubmissionVerifier;
import journal.store.JournalEvents;
import journal.store.RowIntegrityCheck;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database behind the journal. A write returns only when it is on the disk: SQLite syncs its
 * log fully at every commit, PostgreSQL does so by default.
 */
public final class JournalDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalDatabase.class);
  private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(8);

  private final JournalLocation location;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /** Opens the file for each handle, and keeps the statements that it has parsed. */
  private final Jdbi afresh;

  private final JournalSchema schema;
  final SqlErrorMapper errorMapper;
  private final AtomicLong writes = new AtomicLong();
  private final ReentrantLock verifying = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile JournalFileGuard guard = JournalFileGuard.NONE;
  private volatile SubmissionVerifier unverified;
  private volatile Failure.Retry notVerified;

  private JournalDatabase(JournalLocation location, boolean readOnly, Duration patience) {
    this.location = location;
    errorMapper = new SqlErrorMapper(location);
    pool = JournalConnectionPool.open(location, readOnly, patience);
    jdbi = Jdbi.create(pool);
    afresh =
        location instanceof JournalLocation.SqliteFile file
            ? Jdbi.create(JournalConnectionPool.sqliteSource(file, true))
            : jdbi;
    schema = new JournalSchema(this, pool, location, errorMapper);
  }

  /** For the one writer; migrates. Take the instance lock before. */
  public static JournalDatabase openForWriting(
      JournalLocation location, SubmissionVerifier verifier) {
    return requireInUse(openEvenIfRetired(location, verifier));
  }

  /**
   * For one of several that share a server, none of which may hang on it. A server that does not
   * answer yet is waited for: until then every question fails with {@link Failure.Retry}.
   */
  public static JournalDatabase openAsReplica(
      JournalLocation.PostgresServer server, SubmissionVerifier verifier) {
    JournalDatabase store = connect(server, false, LONGEST_STATEMENT);
    store.unverified = verifier;
    try {
      store.requireVerified();
    } catch (Failure.Retry e) {
      LOG.warn("waiting for the journal: {}", e.getMessage());
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
    return store;
  }

  /** Does what was left to be done when it was opened. */
  void requireVerified() {
    if (unverified == null || verifying.isHeldByCurrentThread()) {
      return;
    }
    if (!verifying.tryLock()) {
      throw notVerified == null
          ? errorMapper.notAnswering("another thread waits for it", null)
          : notVerified;
    }
    try {
      if (unverified != null) {
        verifyAtStart(unverified);
        requireNotRetired();
        unverified = null;
      }
    } catch (Failure.Retry e) {
      notVerified = e;
      throw e;
    } finally {
      verifying.unlock();
    }
  }

  /**
   * For who does not wait.
   *
   * @throws Failure.Stop with exit code 69 while the server does not answer
   */
  public void requireReachable() {
    try {
      read(JournalEvents::isRetired);
    } catch (Failure.Retry e) {
      throw toStop(errorMapper, e);
    }
  }

  private static JournalDatabase requireInUse(JournalDatabase store) {
    try {
      store.requireNotRetired();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw store.errorMapper.toFailure(e);
    }
  }

  /** The same for a journal that may have been exported. */
  public static JournalDatabase openEvenIfRetired(
      JournalLocation location, SubmissionVerifier verifier) {
    if (location instanceof JournalLocation.SqliteFile file) {
      new JournalFileCreation(file).createIfAbsent();
    }
    JournalDatabase store = connect(location, false, Duration.ZERO);
    try {
      store.verifyAtStart(verifier);
      store.watchFiles();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw toStop(store.errorMapper, e);
    }
  }

  private void watchFiles() {
    if (location instanceof JournalLocation.SqliteFile file) {
      guard = JournalFileGuard.watch(file, errorMapper);
    }
  }

  /** Makes a whole, empty journal file. */
  static void createFile(Path path) {
    JournalLocation.SqliteFile file = new JournalLocation.SqliteFile(path);
    try (JournalDatabase store = connect(file, false, Duration.ZERO)) {
      store.schema.migrate();
    } catch (RuntimeException e) {
      throw new SqlErrorMapper(file).toFailure(e);
    }
  }

  /** For anybody, also while a writer runs; the journal must exist. */
  public static JournalDatabase openForReading(JournalLocation location) {
    if (location instanceof JournalLocation.SqliteFile file) {
      new JournalFileCreation(file).requireReadable();
    }
    JournalDatabase store = connect(location, true, Duration.ZERO);
    try {
      store.schema.requireCurrent();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw store.errorMapper.toFailure(e);
    }
  }

  private static JournalDatabase connect(
      JournalLocation location, boolean readOnly, Duration patience) {
    try {
      return new JournalDatabase(location, readOnly, patience);
    } catch (RuntimeException e) {
      throw toStop(new SqlErrorMapper(location), e);
    }
  }

  private static RuntimeException toStop(SqlErrorMapper errorMapper, RuntimeException e) {
    RuntimeException f = errorMapper.toFailure(e);
    return f instanceof Failure.Retry
        ? new Failure.Stop(
            FailureReason.JOURNAL, ExitStatus.UNREACHABLE, errorMapper.unreachableMessage(f), e)
        : f;
  }

  /** A first write finds a full or read-only disk before anything depends on it. */
  private void verifyAtStart(SubmissionVerifier verifier) {
    schema.requireNotNewer();
    if (location instanceof JournalLocation.SqliteFile) {
      requireSound(read(JournalDatabase::quickCheck));
    }
    schema.migrate();
    write(h -> h.execute("update flyway_schema_history set success = success"));
    IntegrityReport report = snapshot(h -> RowIntegrityCheck.verifyUnfinished(h, verifier));
    if (!report.isIntact()) {
      throw errorMapper.damaged(report.faults().get(0), null);
    }
  }

  private static String quickCheck(Handle handle) {
    return handle.createQuery("pragma quick_check(1)").mapTo(String.class).one();
  }

  private void requireSound(String result) {
    if (!result.equals("ok")) {
      throw errorMapper.damaged(OutsideText.clean(result), null);
    }
  }

  /** For who finds less than was written. */
  public Failure.Stop rolledBack(String what) {
    return errorMapper.stop(
        what + " is not there as it was written: an older copy was put in its place", null);
  }

  private void requireNotRetired() {
    if (read(JournalEvents::isRetired)) {
      throw errorMapper.stop(
          "it was exported to be used elsewhere: run there, or take it back with"
              + " `dromedary journal repair --revive` if the export was never used",
          null);
    }
  }

  public <T> T read(HandleCallback<T, RuntimeException> query) {
    guard.requireInPlace();
    requireVerified();
    try {
      return jdbi.withHandle(query);
    } catch (RuntimeException e) {
      throw toFailure(e);
    }
  }

  /** Sees the journal as it is now, whatever is written meanwhile. */
  public <T> T snapshot(HandleCallback<T, RuntimeException> query) {
    return read(h -> h.inTransaction(TransactionIsolationLevel.SERIALIZABLE, query));
  }

  /**
   * Runs the check if anybody wrote since it last came to a good end; always so on a server.
   *
   * @throws Failure.Stop if the file is not the one that was opened
   */
  public void checkIfTouched(Runnable check) {
    guard.requireInPlace();
    if (isShared()) {
      check.run();
    } else {
      guard.checkIfTouched(check);
    }
  }

  /** How often this process has written. */
  public long writeCount() {
    return writes.get();
  }

  /**
   * Reads the file itself: an open connection reads its own cache where a file was overwritten. A
   * file that was written since the last time is checked as a whole.
   */
  public <T> T readAfresh(HandleCallback<T, RuntimeException> query) {
    if (isShared()) {
      return read(query);
    }
    guard.requireInPlace();
    try (Handle handle = afresh.open()) {
      guard.checkIfModified(() -> requireSound(quickCheck(handle)));
      return query.withHandle(handle);
    } catch (RuntimeException e) {
      throw errorMapper.toFailure(e);
    }
  }

  /** Is durable when it returns. */
  public <T> T write(HandleCallback<T, RuntimeException> change) {
    return write(change, it -> {});
  }

  /**
   * The same. SQLite lets one connection write at a time, and the others poll with sleeps; in front
   * of a lock they do not.
   *
   * @param committed gets the result once it is durable; for a file before the next change begins
   */
  public <T> T write(HandleCallback<T, RuntimeException> change, Consumer<T> committed) {
    guard.requireInPlace();
    requireVerified();
    lockFile();
    try {
      T result = jdbi.inTransaction(change);
      guard.requireInPlace();
      committed.accept(result);
      return result;
    } catch (RuntimeException e) {
      throw toFailure(e);
    } finally {
      writes.incrementAndGet(); // not before: who reads the count must see what was written
      if (writing.isHeldByCurrentThread()) {
        writing.unlock();
      }
    }
  }

  private void lockFile() {
    try {
      if (!isShared() && !writing.tryLock(LONGEST_STATEMENT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw errorMapper.notAnswering("other threads write to it", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw errorMapper.notAnswering("the thread that waits for it is stopped", null);
    }
  }

  /** After a failover the old connections lead to a server that takes no writes any more. */
  private RuntimeException toFailure(RuntimeException e) {
    if (SqlErrorMapper.isReadOnlyServer(e)) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    return errorMapper.toFailure(e);
  }

  /** Whether other processes may write to it. */
  public boolean isShared() {
    return location instanceof JournalLocation.PostgresServer;
  }

  /** For the leases of a replica. */
  public LeaseConnection leaseConnection() {
    return new LeaseConnection(
        (JournalLocation.PostgresServer) location, errorMapper, this::requireVerified);
  }

  @Override
  public void close() {
    if (guard.isInPlace()) {
      pool.close();
    }
  }
}
