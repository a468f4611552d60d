package journal;

import java.nio.file.Path;
import java.util.Objects;

/** Where the journal lives: one SQLite file, or a PostgreSQL database shared by several hosts. */
public sealed interface JournalPlace {
  /** One file, one writer. */
  record File(Path path) implements JournalPlace {
    public File {
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
  record Server(String url, String user, String password) implements JournalPlace {
    public Server {
      Objects.requireNonNull(url, "url");
    }

    @Override
    public String toString() {
      return url.replaceFirst("\\?.*", "");
    }
  }

  static JournalPlace file(Path path) {
    return new File(path);
  }
}
