package journal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Connections to either engine. SQLite syncs its log at every commit and waits for a busy file; a
 * server that was told not to wait for its disk is told otherwise, and ends the session of a client
 * that was frozen inside a transaction, so that no other waits for it.
 */
final class JournalConnectionPool {
  private static final String SESSION =
      "select set_config(name, wanted, false) from (values ('synchronous_commit', 'off', 'on'),"
          + " ('idle_in_transaction_session_timeout', '0', '10s'), ('lock_timeout', '0', '5s'))"
          + " as setting (name, unwanted, wanted) where current_setting(name) = unwanted";

  private JournalConnectionPool() {}

  static HikariDataSource open(JournalLocation location, boolean readOnly) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("journal");
    config.setMaximumPoolSize(4);
    config.setMinimumIdle(1);
    config.setReadOnly(readOnly);
    config.setConnectionTimeout(10_000);
    if (location instanceof JournalLocation.SqliteFile file) {
      config.setDataSource(sqliteSource(file, readOnly));
      config.setMaxLifetime(0); // the last one to close removes the log, which is watched
    } else if (location instanceof JournalLocation.PostgresServer server) {
      config.setJdbcUrl(server.url());
      config.setUsername(server.user());
      config.setPassword(server.password());
      config.setConnectionInitSql(SESSION);
    }
    return new HikariDataSource(config);
  }

  static SQLiteDataSource sqliteSource(JournalLocation.SqliteFile file, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(5000);
    if (!readOnly) {
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    }
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.path());
    return source;
  }
}
