package journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
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

  private final EmbeddedPostgres server;

  private PostgresPlaces(EmbeddedPostgres server) {
    this.server = server;
  }

  static PostgresPlaces start() {
    ((Logger) LoggerFactory.getLogger("io.zonky")).setLevel(Level.WARN);
    try {
      return new PostgresPlaces(
          EmbeddedPostgres.builder().setOverrideWorkingDirectory(BINARIES).start());
    } catch (IOException | RuntimeException e) {
      return Assumptions.abort("the bundled PostgreSQL does not start here: " + e.getMessage());
    }
  }

  JournalLocation.PostgresServer newDatabase() throws SQLException {
    String name = "journal" + COUNT.incrementAndGet();
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    String url = server.getJdbcUrl("postgres", name);
    return new JournalLocation.PostgresServer(url, "postgres", "postgres");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
