package journal.database;

import base.OutsideText;
import domain.Failure;
import domain.FailureReason;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import journal.store.RowIntegrityCheck;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what the database says into what the operator has to do. */
final class SqlErrorMapper {
  private static final String UNIQUE = "23505";
  private static final String READ_ONLY = "25006";

  /** Tables, columns or types that are not there: the journal is another program's. */
  private static final List<String> FOREIGN = List.of("42P01", "42703", "42P10", "42804", "42883");

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
      case SQLITE_BUSY, SQLITE_LOCKED -> notAnswering("another program writes to it", e);
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
    return FOREIGN.contains(state)
        ? stop("its tables are not those of this program (" + firstLine(sql) + ")", e)
        : notAnswering(serverMessage(sql), e);
  }

  /** The pool's own words tell less than what lies behind them. */
  private static String serverMessage(SQLException sql) {
    if (sql instanceof SQLTransientConnectionException) {
      return sql.getCause() instanceof SQLException behind
          ? firstLine(behind)
          : "no connection to it is free";
    }
    return firstLine(sql);
  }

  private static String firstLine(SQLException sql) {
    return OutsideText.clean(String.valueOf(sql.getMessage()).lines().findFirst().orElse(""));
  }

  /** Whether the server takes no writes: a standby, until it is promoted. */
  static boolean isReadOnlyServer(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && READ_ONLY.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  private Failure writeConflict(RuntimeException e) {
    return new Failure.Retry(
        FailureReason.JOURNAL,
        "another writer was faster in journal " + location + ": look again",
        e);
  }

  /** Whatever it is, a server can be had again: only an operator ends the program over it. */
  Failure.Retry notAnswering(String why, RuntimeException e) {
    return new Failure.Retry(
        FailureReason.JOURNAL,
        "journal " + location + " cannot be used now (" + why + "): trying again",
        e);
  }

  String unreachableMessage(RuntimeException why) {
    return why.getMessage().replaceFirst(": trying again$", "")
        + ": check that the server runs, takes writes and lets us in";
  }

  Failure.Stop stop(String what, RuntimeException e) {
    return new Failure.Stop(
        FailureReason.JOURNAL,
        2,
        "journal " + location + ": " + what + "; nothing is signed without it",
        e);
  }
}
