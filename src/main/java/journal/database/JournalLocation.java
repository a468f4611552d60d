package journal.database;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.Driver;

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

    private static final Pattern ANY_SPELLING = Pattern.compile("(?i)(jdbc|postgres(ql)?):.*");

    /**
     * Empty for the name of a file.
     *
     * @throws Failure.Stop with exit code 78 if it names a server in a way that cannot be used
     */
    public static Optional<PostgresServer> parse(String place, String user, String password) {
      if (!ANY_SPELLING.matcher(place).matches()) {
        return Optional.empty();
      }
      String host = place.replaceFirst("^[^/]*(//([^/?]*))?.*", "$2");
      if (host.contains("@")) {
        throw refused("takes no account before the host: set journal.user and JOURNAL_PASSWORD");
      }
      if (!place.startsWith("jdbc:postgresql:") || Driver.parseURL(place, null) == null) {
        throw refused(
            "takes the name of a file or jdbc:postgresql://HOST/DATABASE, not "
                + withoutParameters(place));
      }
      return Optional.of(new PostgresServer(place, user, password));
    }

    private static Failure.Stop refused(String why) {
      return new Failure.Stop(
          FailureReason.CONFIGURATION, ExitStatus.CONFIGURATION, "journal.place: " + why);
    }

    /** They may hold a password. */
    private static String withoutParameters(String url) {
      return url.replaceFirst("\\?.*", "");
    }

    @Override
    public String toString() {
      return withoutParameters(url);
    }
  }

  static JournalLocation file(Path path) {
    return new SqliteFile(path);
  }
}
