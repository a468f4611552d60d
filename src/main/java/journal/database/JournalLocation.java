package journal.database;

import java.nio.file.Path;
import java.util.Objects;

/** Where the journal lives: one SQLite file, or a PostgreSQL database shared by several hosts. */
public sealed interface JournalLocation {
  /** One file, one writer. */
  record SqliteFile(Path path) implements JournalLocation {
    public SqliteFile {
      Objects.requireNonNull(path, "path");
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A database server.
   *
   * @param url {@code jdbc:postgresql:...} without credentials in it
   * @param password may be null where the server asks for none
   */
  record PostgresServer(String url, String user, String password) implements JournalLocation {
    public PostgresServer {
      Objects.requireNonNull(url, "url");
    }

    @Override
    public String toString() {
      return url.replaceFirst("\\?.*", "");
    }
  }

  static JournalLocation file(Path path) {
    return new SqliteFile(path);
  }
}
