package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import journal.database.JournalLocation;
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
