package journal;

import com.zaxxer.hikari.HikariDataSource;
import domain.Failure;
import java.nio.file.Files;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/**
 * The database behind the journal. A write returns only when it is on the disk: SQLite syncs its
 * log fully at every commit, PostgreSQL does so by default.
 */
final class Store implements AutoCloseable {
  /** Newest migration this program knows. */
  static final int SCHEMA = 1;

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  final Trouble trouble;

  private Store(JournalPlace place, boolean readOnly) {
    trouble = new Trouble(place);
    pool = Pool.of(place, readOnly);
    jdbi = Jdbi.create(pool);
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
    Store store = connect(place, false);
    try {
      store.check(place);
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw store.trouble.of(e);
    }
  }

  /** For anybody, also while a writer runs; the journal must exist. */
  static Store reading(JournalPlace place) {
    if (place instanceof JournalPlace.File file && !Files.exists(file.path())) {
      throw new Trouble(place).stop("there is none yet: start the daemon once", null);
    }
    Store store = connect(place, true);
    try {
      store.refuseOther(store.version());
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
        ? trouble.stop("it cannot be reached: check that the server runs and lets us in", e)
        : f;
  }

  private void check(JournalPlace place) {
    refuseNewer(version());
    if (place instanceof JournalPlace.File) {
      String verdict = read(h -> h.createQuery("pragma quick_check(1)").mapTo(String.class).one());
      if (!verdict.equals("ok")) {
        throw trouble.damaged(verdict, null);
      }
    }
    Flyway.configure().dataSource(pool).load().migrate();
    write(h -> h.execute("update head set seq = seq"));
  }

  private int version() {
    return read(
        h -> {
          boolean fresh =
              h.queryMetadata(m -> m.getTables(null, null, "flyway_schema_history", null))
                  .mapToMap()
                  .list()
                  .isEmpty();
          return fresh
              ? 0
              : h.createQuery(
                      "select coalesce(max(cast(version as integer)), 0)"
                          + " from flyway_schema_history where success")
                  .mapTo(Integer.class)
                  .one();
        });
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

  private void refuseNewer(int version) {
    if (version > SCHEMA) {
      throw trouble.stop(
          "its schema "
              + version
              + " is newer than this program, which knows "
              + SCHEMA
              + ": run the newer version, or restore the copy made before it",
          null);
    }
  }

  private void refuseOther(int version) {
    refuseNewer(version);
    if (version < SCHEMA) {
      throw trouble.stop("its schema " + version + " is old: start the daemon once", null);
    }
  }

  <T> T read(HandleCallback<T, RuntimeException> query) {
    try {
      return jdbi.withHandle(query);
    } catch (RuntimeException e) {
      throw trouble.of(e);
    }
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
