package journal.database;

import domain.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import journal.store.LeaseRows;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/** The tables and their version. One set of migrations serves both engines. */
public final class JournalSchema {
  /** Newest migration this program knows. */
  public static final int NEWEST = 9;

  /**
   * Oldest schema whose programs go on working with the tables of {@link #NEWEST}: raise it with a
   * migration that removes or renames what they use, or asks for a column that they do not fill.
   */
  static final int OLDEST_COMPATIBLE = 5;

  /** Seconds for which another replica's change of the tables is waited for in one go. */
  private static final int LOCK_RETRIES = 2;

  /** A large table takes longer than any other statement may. */
  private static final Duration LONGEST_MIGRATION_STATEMENT = Duration.ofMinutes(10);

  /** First schema in which replicas say that they live. */
  private static final int WITH_REPLICAS = 4;

  private final JournalDatabase store;
  private final DataSource source;
  private final JournalLocation location;
  private final SqlErrorMapper errorMapper;

  JournalSchema(
      JournalDatabase store,
      DataSource source,
      JournalLocation location,
      SqlErrorMapper errorMapper) {
    this.store = store;
    this.source = source;
    this.location = location;
    this.errorMapper = errorMapper;
  }

  /** Brings the tables up to date. Where they are, the library for it is not even loaded. */
  void migrate() {
    if (store.read(this::isCurrent)) {
      return;
    }
    if (store.isShared()) {
      requireNoOlderReplica();
    }
    try {
      migrateNow();
    } catch (FlywayException e) {
      if (errorMapper.toFailure(e) instanceof Failure known) {
        throw known;
      }
      if (e.getMessage().contains("advisory lock")) {
        throw errorMapper.notAnswering("another replica changes its tables", e);
      }
      throw errorMapper.stop(
          "its tables are not those of this program ("
              + e.getMessage().lines().findFirst().orElse("")
              + "): use an empty database, or a schema of its own with ?currentSchema=NAME",
          e);
    }
  }

  /**
   * Tables are not changed under a replica that could not work with them any more.
   *
   * @throws Failure.Retry while one lives
   */
  private void requireNoOlderReplica() {
    int version = store.read(this::version);
    List<String> older =
        version == 0
            ? List.of()
            : version < WITH_REPLICAS
                ? store.read(LeaseRows::findUnregisteredSessions)
                : store.read(h -> LeaseRows.findOlderReplicas(h, OLDEST_COMPATIBLE));
    if (!older.isEmpty()) {
      throw errorMapper.notAnswering(
          "its tables must be changed, and replicas of an older version work with them: "
              + String.join(", ", older)
              + "; stop those",
          null);
    }
  }

  /**
   * On a server by one connection: its tables and the row that says so are one commit, and a
   * replica that is frozen within leaves nothing locked for longer than the server lets a session
   * idle.
   */
  private void migrateNow() {
    FluentConfiguration flyway = Flyway.configure().lockRetryCount(LOCK_RETRIES);
    if (!(location instanceof JournalLocation.PostgresServer server)) {
      flyway.dataSource(source).load().migrate();
      return;
    }
    try (Connection only =
        JournalConnectionPool.connect(server, LONGEST_MIGRATION_STATEMENT, "select 1")) {
      flyway.dataSource(new SingleConnectionSource(only)).load().migrate();
    } catch (SQLException e) {
      throw errorMapper.toFailure(new ConnectionException(e));
    }
  }

  void requireNotNewer() {
    requireNotNewer(store.read(this::version));
  }

  /** For a reader, who must not migrate. */
  void requireCurrent() {
    int version = store.read(this::version);
    requireNotNewer(version);
    if (version < NEWEST) {
      throw errorMapper.stop("its schema " + version + " is old: start the daemon once", null);
    }
  }

  private void requireNotNewer(int version) {
    if (version > NEWEST) {
      throw errorMapper.stop(
          "its schema "
              + version
              + " is newer than this program, which knows "
              + NEWEST
              + ": run the newer version, or restore the copy made before it",
          null);
    }
  }

  private boolean isCurrent(Handle handle) {
    return version(handle) == NEWEST
        && handle
            .createQuery("select count(*) = 0 from flyway_schema_history where not success")
            .mapTo(Boolean.class)
            .one();
  }

  private String currentSchema(Handle handle) {
    return handle
        .createQuery("select current_schema()")
        .mapTo(String.class)
        .findOne()
        .orElseThrow(
            () ->
                errorMapper.notAnswering(
                    "the schema that its address names is not there, or may not be used", null));
  }

  /** 0 where there are no tables yet. */
  private int version(Handle handle) {
    String schema = store.isShared() ? currentSchema(handle) : null;
    boolean fresh =
        handle
            .queryMetadata(m -> m.getTables(null, schema, "flyway_schema_history", null))
            .mapToMap()
            .list()
            .isEmpty();
    return fresh
        ? 0
        : handle
            .createQuery(
                "select coalesce(max(cast(version as integer)), 0)"
                    + " from flyway_schema_history where success")
            .mapTo(Integer.class)
            .one();
  }
}
