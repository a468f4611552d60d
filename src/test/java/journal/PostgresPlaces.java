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
import java.util.concurrent.atomic.AtomicInteger;
import journal.database.JournalLocation;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.LoggerFactory;

/** Fresh databases on one real server, which needs a host that lets the bundled one start. */
final class PostgresPlaces implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Not the library's folder below the temporary one, which may be another user's. */
  private static final File BINARIES = new File("target", "embedded-pg");

  private final Path data;
  private EmbeddedPostgres server;

  private PostgresPlaces(Path data) throws IOException {
    this.data = data;
    this.server = builder().start();
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(BINARIES)
        .setDataDirectory(data)
        .setCleanDataDirectory(false);
  }

  static PostgresPlaces start() {
    ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.WARN);
    try {
      Files.createDirectories(BINARIES.toPath());
      return new PostgresPlaces(Files.createTempDirectory(BINARIES.toPath(), "data-"));
    } catch (IOException | RuntimeException e) {
      return Assumptions.abort("the bundled PostgreSQL does not start here: " + e.getMessage());
    }
  }

  JournalLocation.PostgresServer newDatabase() throws SQLException {
    String name = "journal" + COUNT.incrementAndGet();
    execute("create database " + name);
    String url = server.getJdbcUrl("postgres", name);
    return new JournalLocation.PostgresServer(url, "postgres", "postgres");
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
  public void close() throws IOException {
    server.close();
    TemporaryFolders.deleteRecursively(data);
  }
}
