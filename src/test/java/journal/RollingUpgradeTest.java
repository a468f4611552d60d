package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import journal.database.JournalLocation;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A new version beside replicas of an older one, whose tables it would change. */
@Tag("process")
class RollingUpgradeTest {
  @RegisterExtension static final PostgresPlaces PLACES = new PostgresPlaces();

  private JournalLocation.PostgresServer server;

  @BeforeEach
  void database() throws SQLException {
    server = PLACES.newDatabase();
  }

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource(server.url(), server.user(), server.password())
        .target(version)
        .load()
        .migrate();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private boolean isAnySessionIn(String waitEvent) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        var found =
            connection
                .createStatement()
                .executeQuery(
                    "select 1 from pg_stat_activity where wait_event = '" + waitEvent + "'")) {
      return found.next();
    }
  }

  private void registerOldReplica(int schema) throws SQLException {
    execute(
        "insert into replica (id, chain_id, name, version, schema_version, since, until) values"
            + " ('host-1', 'testnet-1', 'old', '1', "
            + schema
            + ", 0, 9000000000000)");
  }

  @Test
  void tablesAreNotChangedUnderAReplicaThatCouldNotUseThem() throws Exception {
    migrateTo("4");
    registerOldReplica(4);
    try (Journal waiting = PostgresPlaces.openReplica(server)) {
      Failure.Retry wait =
          assertThrows(Failure.Retry.class, () -> waiting.ensureEntry(JournalSamples.window(10)));
      assertTrue(wait.getMessage().contains("host-1 (version 1)"), wait.getMessage());
      execute("update replica set until = 0");
      waiting.reader().findUnsettled();
    }
    try (Journal next = PostgresPlaces.openReplica(server)) {
      assertTrue(next.leases().isHeld(JournalSamples.WORKER));
    }
  }

  @Test
  void aReplicaThatCanUseTheNewTablesGoesOnBesideThem() throws Exception {
    migrateTo("5");
    registerOldReplica(5);
    try (Journal beside = PostgresPlaces.openReplica(server)) {
      beside.reader().findUnsettled();
      assertEquals(
          2, beside.reader().findReplicas().replicas().stream().filter(it -> it.alive()).count());
    }
  }

  /** A session that waits for a lock makes everybody behind it wait as well. */
  @Test
  void aChangeOfTheTablesWaitsForALockForSecondsOnly() throws Exception {
    migrateTo("5");
    try (Connection other =
        DriverManager.getConnection(server.url(), server.user(), server.password())) {
      other.setAutoCommit(false);
      other.createStatement().execute("lock table flyway_schema_history in share mode");
      try (Journal waiting = PostgresPlaces.openReplica(server)) {
        Failure.Retry wait =
            assertThrows(Failure.Retry.class, () -> waiting.reader().findUnsettled());
        assertTrue(wait.getMessage().contains("lock timeout"), wait.getMessage());
        other.rollback();
        waiting.reader().findUnsettled();
      }
    }
  }

  /** Else a replica that is frozen within would hold its locks until somebody kills it. */
  @Test
  void aChangeOfTheTablesIsOneSessionThatTheServerEndsWhenItIdles() throws Exception {
    migrateTo("8");
    execute(
        """
        create function check_session() returns event_trigger language plpgsql as $$ begin
          if current_setting('idle_in_transaction_session_timeout') <> '3s' or exists (
              select 1 from pg_locks where locktype = 'advisory' and objid <> 42
              and pid <> pg_backend_pid()) then
            raise exception 'a lock could be left';
          end if;
          while exists (select 1 from pg_locks where locktype = 'advisory' and objid = 42) loop
            perform pg_sleep(0.1);
          end loop;
        end $$\
        """);
    execute(
        "create event trigger checked on ddl_command_end when tag in ('CREATE TABLE')"
            + " execute function check_session()");
    Connection gate = DriverManager.getConnection(server.url(), server.user(), server.password());
    gate.createStatement().execute("select pg_advisory_lock(42)");
    CompletableFuture<Journal> first =
        CompletableFuture.supplyAsync(() -> PostgresPlaces.openReplica(server));
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isAnySessionIn("PgSleep"));
    try (Journal second = PostgresPlaces.openReplica(server)) {
      Failure.Retry wait = assertThrows(Failure.Retry.class, () -> second.reader().findUnsettled());
      assertTrue(wait.getMessage().contains("another replica changes"), wait.getMessage());
      gate.close();
      first.get(1, TimeUnit.MINUTES).close();
      second.reader().findUnsettled();
    } finally {
      gate.close();
    }
  }

  /** It left no row of its own, only a session. */
  @Test
  void aVersionFromBeforeTheLeasesIsNoticedByItsSession() throws Exception {
    migrateTo("3");
    Connection old = DriverManager.getConnection(server.url(), server.user(), server.password());
    try (Journal waiting = PostgresPlaces.openReplica(server)) {
      Failure.Retry wait =
          assertThrows(Failure.Retry.class, () -> waiting.reader().findUnsettled());
      assertTrue(wait.getMessage().contains("a session from 127.0.0.1"), wait.getMessage());
      old.close();
      waiting.reader().findUnsettled();
    } finally {
      old.close();
    }
  }
}
