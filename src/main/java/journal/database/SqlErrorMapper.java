package journal.database;

import domain.Failure;
import domain.FailureReason;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import journal.store.RowIntegrityCheck;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what the database says into what the operator has to do. */
final class SqlErrorMapper {
  private static final String UNIQUE = "23505";

  /**
   * Line down, session ended for lying idle, transaction rolled back, too many connections, a row
   * locked by another, server shutting down.
   */
  private static final List<String> PASSING = List.of("08", "25P03", "40", "53300", "55P03", "57");

  private final JournalLocation location;

  SqlErrorMapper(JournalLocation location) {
    this.location = location;
  }

  /** The failure behind any exception: one of ours as it is, the rest by its SQL code. */
  RuntimeException toFailure(RuntimeException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof Failure failure) {
        return failure;
      }
      if (t instanceof RowIntegrityCheck.UnreadableRowException edited) {
        return damaged(edited.getMessage(), e);
      }
      if (t instanceof SQLiteException sqlite) {
        return fromSqlite(sqlite.getResultCode(), e);
      }
      if (t instanceof SQLException sql) {
        return fromPostgres(sql, e);
      }
    }
    return e;
  }

  private Failure fromSqlite(SQLiteErrorCode code, RuntimeException e) {
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_CONSTRAINT -> writeConflict(e);
      case SQLITE_BUSY, SQLITE_LOCKED -> temporarilyUnavailable(e);
      case SQLITE_FULL -> stop("the disk is full: free some space, then start again", e);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          stop("it is read-only: make the file and its folder writable, then start again", e);
      case SQLITE_CANTOPEN ->
          stop("it cannot be opened: check that the folder exists and may be read and written", e);
      case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT -> damaged(code.name(), e);
      case SQLITE_ERROR ->
          stop(
              "its tables are not those of this program: run the version that wrote it, or begin a"
                  + " new file with `dromedary journal repair --set-aside`",
              e);
      default ->
          stop("the disk or the file fails (" + code.name() + "): is the disk full or failing?", e);
    };
  }

  Failure damaged(String what, RuntimeException e) {
    return stop(
        "it is damaged (" + what + "): put back a copy, or import an export into a new file", e);
  }

  private Failure fromPostgres(SQLException sql, RuntimeException e) {
    String state = String.valueOf(sql.getSQLState());
    if (state.equals(UNIQUE)) {
      return writeConflict(e);
    }
    boolean passing =
        sql instanceof SQLTransientException || PASSING.stream().anyMatch(state::startsWith);
    return passing ? temporarilyUnavailable(e) : stop("the database refuses: " + firstLine(sql), e);
  }

  private static String firstLine(SQLException sql) {
    return String.valueOf(sql.getMessage()).lines().findFirst().orElse("");
  }

  private Failure writeConflict(RuntimeException e) {
    return new Failure.Retry(
        FailureReason.JOURNAL,
        "another writer was faster in journal " + location + ": look again",
        e);
  }

  private Failure temporarilyUnavailable(RuntimeException e) {
    return new Failure.Retry(
        FailureReason.JOURNAL, "journal " + location + " does not answer now: trying again", e);
  }

  String unreachableMessage() {
    return "journal "
        + location
        + ": it cannot be reached: check that the server runs and lets us in";
  }

  Failure.Stop stop(String what, RuntimeException e) {
    return new Failure.Stop(
        FailureReason.JOURNAL,
        2,
        "journal " + location + ": " + what + "; nothing is signed without it",
        e);
  }
}
