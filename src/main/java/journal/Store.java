package journal;

import com.zaxxer.hikari.HikariDataSource;
import domain.Failure;
import domain.Reason;
import java.nio.file.Path;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The database behind the journal. A write returns only when it is on the disk: SQLite syncs its
 * log fully at every commit, PostgreSQL does so by default.
 */
final class Store implements AutoCloseable {
  /** A server that is not there yet may be there after a restart of ours. */
  private static final int UNREACHABLE = 69;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Schema schema;
  final Trouble trouble;

  private Store(JournalPlace place, boolean readOnly) {
    trouble = new Trouble(place);
    pool = Pool.of(place, readOnly);
    jdbi = Jdbi.create(pool);
    schema = new Schema(this, pool, trouble);
  }

  /** For the one writer; migrates. Take the instance lock before. */
  static Store writing(JournalPlace place) {
    Store store = retired(place);
    try {
      store.refuseRetired();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw store.trouble.of(e);
    }
  }

  /** The same for a journal that may have been exported. */
  static Store retired(JournalPlace place) {
    if (place instanceof JournalPlace.File file) {
      new Birth(file).prepare();
    }
    Store store = connect(place, false);
    try {
      store.check(place);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw store.trouble.of(e);
    }
  }

  /** Makes a whole, empty journal file. */
  static void create(Path path) {
    JournalPlace.File file = new JournalPlace.File(path);
    try (Store store = connect(file, false)) {
      store.schema.migrate();
    } catch (RuntimeException e) {
      throw new Trouble(file).of(e);
    }
  }

  /** For anybody, also while a writer runs; the journal must exist. */
  static Store reading(JournalPlace place) {
    if (place instanceof JournalPlace.File file) {
      new Reader(file).demand();
    }
    Store store = connect(place, true);
    try {
      store.schema.demandCurrent();
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw store.trouble.of(e);
    }
  }

  private static Store connect(JournalPlace place, boolean readOnly) {
    try {
      return new Store(place, readOnly);
    } catch (RuntimeException e) {
      throw asStop(new Trouble(place), e);
    }
  }

  private static RuntimeException asStop(Trouble trouble, RuntimeException e) {
    RuntimeException f = trouble.of(e);
    return f instanceof Failure.Wait
        ? new Failure.Stop(Reason.JOURNAL, UNREACHABLE, trouble.unreachable(), e)
        : f;
  }

  private void check(JournalPlace place) {
    schema.refuseNewer();
    if (place instanceof JournalPlace.File) {
      String verdict = read(h -> h.createQuery("pragma quick_check(1)").mapTo(String.class).one());
      if (!verdict.equals("ok")) {
        throw trouble.damaged(verdict, null);
      }
    }
    schema.migrate();
    write(h -> h.execute("update head set seq = seq"));
    Verdict recent = snapshot(Verdict::ofRecent);
    if (!recent.sound()) {
      throw trouble.damaged(recent.faults().get(0), null);
    }
  }

  private void refuseRetired() {
    String last =
        read(
            h ->
                h.createQuery(
                        "select event from chronicle where chain_id = '' order by seq desc limit 1")
                    .mapTo(String.class)
                    .findOne()
                    .orElse(""));
    if (last.equals("retired")) {
      throw trouble.stop(
          "it was exported to be used elsewhere: run there, or take it back with"
              + " `dromedary journal repair --revive` if the export was never used",
          null);
    }
  }

  <T> T read(HandleCallback<T, RuntimeException> query) {
    try {
      return jdbi.withHandle(query);
    } catch (RuntimeException e) {
      throw trouble.of(e);
    }
  }

  /** Sees the journal as it is now, whatever is written meanwhile. */
  <T> T snapshot(HandleCallback<T, RuntimeException> query) {
    return read(h -> h.inTransaction(TransactionIsolationLevel.SERIALIZABLE, query));
  }

  /** Runs alone among writers, and is durable when it returns. */
  <T> T write(HandleCallback<T, RuntimeException> change) {
    try {
      return jdbi.inTransaction(change);
    } catch (RuntimeException e) {
      throw trouble.of(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
