package journal;

import base.TemporaryFolders;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import journal.database.JournalLocation;
import journal.entry.ReplicaInfo;
import journal.entry.SubmissionVerifier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Fresh databases on one real server, which needs a host that lets the bundled one start. */
final class PostgresPlaces implements BeforeAllCallback, AfterAllCallback {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Not the library's folder below the temporary one, which may be another user's. */
  private static final File BINARIES = new File("target", "embedded-pg");

  private Path data;
  private EmbeddedPostgres server;

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(BINARIES)
        .setDataDirectory(data)
        .setCleanDataDirectory(false);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.WARN);
    try {
      Files.createDirectories(BINARIES.toPath());
      data = Files.createTempDirectory(BINARIES.toPath(), "data-");
      server = builder().start();
    } catch (IOException | RuntimeException e) {
      Assumptions.abort("the bundled PostgreSQL does not start here: " + e.getMessage());
    }
  }

  JournalLocation.PostgresServer newDatabase() throws SQLException {
    String name = "journal" + COUNT.incrementAndGet();
    execute("create database " + name);
    String url = server.getJdbcUrl("postgres", name);
    return new JournalLocation.PostgresServer(url, "postgres", "postgres");
  }

  /** A replica of this program with a lease keeper of its own. */
  static Journal openReplica(JournalLocation.PostgresServer at) {
    return Journal.openAsReplica(
        at,
        JournalSamples.CLOCK,
        SubmissionVerifier.NONE,
        () -> "testnet-1",
        ReplicaInfo.ofThisProcess("test", "1"),
        List.of(JournalSamples.WORKER));
  }

  /** As the server's administrator. */
  void execute(String sql) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Until {@link #startServer}, which brings it back at the same address. */
  void stopServer() throws IOException {
    server.close();
  }

  void startServer() throws IOException {
    server = builder().setPort(server.getPort()).start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (server != null) {
      server.close();
    }
    TemporaryFolders.deleteRecursively(data);
  }
}
