package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import journal.database.JournalLocation;
import journal.entry.ReplicaInfo;
import journal.entry.SubmissionVerifier;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A new version beside replicas of an older one, whose tables it would change. */
@Tag("process")
class RollingUpgradeTest {
  private static PostgresPlaces places;

  private JournalLocation.PostgresServer server;

  @BeforeAll
  static void start() {
    places = PostgresPlaces.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (places != null) {
      places.close();
    }
  }

  @BeforeEach
  void database() throws SQLException {
    server = places.newDatabase();
  }

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource(server.url(), server.user(), server.password())
        .target(version)
        .load()
        .migrate();
  }

  private Journal newVersion() {
    return Journal.openAsReplica(
        server,
        JournalSamples.CLOCK,
        SubmissionVerifier.NONE,
        () -> "testnet-1",
        ReplicaInfo.ofThisProcess("new", "2"),
        List.of(JournalSamples.WORKER));
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
    try (Journal waiting = newVersion()) {
      Failure.Retry wait =
          assertThrows(Failure.Retry.class, () -> waiting.ensureEntry(JournalSamples.window(10)));
      assertTrue(wait.getMessage().contains("host-1 (version 1)"), wait.getMessage());
      execute("update replica set until = 0");
      waiting.reader().findUnsettled();
    }
    try (Journal next = newVersion()) {
      assertTrue(next.leases().isHeld(JournalSamples.WORKER));
    }
  }

  @Test
  void aReplicaThatCanUseTheNewTablesGoesOnBesideThem() throws Exception {
    migrateTo("5");
    registerOldReplica(5);
    try (Journal beside = newVersion()) {
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
    try (Journal waiting = newVersion()) {
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
