package journal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Connections to either engine. SQLite syncs its log at every commit and waits for a busy file; a
 * server that was told not to wait for its disk is told otherwise. Whatever hangs on a server ends
 * after seconds: a statement, a lock, a silent connection, and the session of a client that was
 * frozen inside a transaction, so that no other waits for it. What the URL or the server itself
 * sets stays.
 */
final class JournalConnectionPool {
  private static final String SESSION =
      "select set_config(name, wanted, false) from (values ('synchronous_commit', 'off', 'on'),"
          + " ('idle_in_transaction_session_timeout', '0', '3s'), ('lock_timeout', '0', '3s'),"
          + " ('statement_timeout', '0', '%s'), ('tcp_user_timeout', '0', '10s'))"
          + " as setting (name, unwanted, wanted) where current_setting(name) = unwanted";

  private JournalConnectionPool() {}

  /**
   * @param patience for one statement; zero for a command that may take as long as it takes
   */
  static HikariDataSource open(JournalLocation location, boolean readOnly, Duration patience) {
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
      config.setDataSourceProperties(properties(server, patience));
      config.setConnectionInitSql(SESSION.formatted(patience.toSeconds() + "s"));
      if (!patience.isZero()) {
        config.setInitializationFailTimeout(-1); // a server that is down is waited for
        config.setConnectionTimeout(5_000);
      }
      config.setIdleTimeout(300_000);
      config.setKeepaliveTime(30_000);
      config.setMaxLifetime(600_000); // after a failover the address leads elsewhere
    }
    return new HikariDataSource(config);
  }

  /** A connection of its own. */
  static Connection connect(JournalLocation.PostgresServer server, Duration patience, String first)
      throws SQLException {
    Connection connection = DriverManager.getConnection(server.url(), properties(server, patience));
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION.formatted(patience.toSeconds() + "s"));
      statement.execute(first);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The socket waits a little longer than the server would let a statement run. */
  private static Properties properties(JournalLocation.PostgresServer server, Duration patience) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "dromedary");
    properties.setProperty("connectTimeout", "4");
    properties.setProperty("tcpKeepAlive", "true");
    if (!patience.isZero()) {
      properties.setProperty("socketTimeout", String.valueOf(patience.toSeconds() + 2));
    }
    if (server.user() != null && !server.user().isBlank()) {
      properties.setProperty("user", server.user());
    }
    if (server.password() != null) {
      properties.setProperty("password", server.password());
    }
    return properties;
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
