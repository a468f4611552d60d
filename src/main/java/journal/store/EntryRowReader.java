package journal.store;

import domain.Attempt;
import domain.FailureReason;
import domain.Provenance;
import domain.Role;
import domain.Score;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import journal.entry.AttemptRecord;
import journal.entry.AttemptRecord.AttemptStatus;
import journal.entry.Entry;
import journal.entry.EntryState;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/** Reads entries back from their three tables. */
public final class EntryRowReader {
  public static final String KEY =
      "chain_id = :chain and topic = :topic and nonce = :nonce and worker = :worker"
          + " and role = :role";

  /** Rows that are not closed, see {@link EntryState#isClosed}. */
  public static final String UNCLOSED = "state in ('open', 'claimed', 'signed', 'sent')";

  private static final String[] BEHIND_A_VALUE = {
    "simulated",
    "newest_candle",
    "row_count",
    "input_hash",
    "artifact_hash",
    "code_version",
    "known_part"
  };

  private EntryRowReader() {}

  /**
   * Entries chosen by a condition.
   *
   * @param tail what follows {@code from entry}: where, order, limit
   */
  public static List<Entry> select(Handle handle, String tail, String order, Consumer<Query> bind) {
    String sql =
        "select e.*, c.value, c.source, c.simulated, c.newest_candle, c.row_count, c.input_hash,"
            + " c.artifact_hash, c.code_version, c.known_part, a.number, a.tx_bytes, a.hash,"
            + " a.sequence, a.gas_limit, a.fee, a.timeout_height, a.status, a.cause,"
            + " a.account_number from (select * from entry "
            + tail
            + ") e left join claim c on c.chain_id = e.chain_id and c.topic = e.topic"
            + " and c.nonce = e.nonce and c.worker = e.worker and c.role = e.role"
            + " left join attempt a on a.chain_id = e.chain_id and a.topic = e.topic"
            + " and a.nonce = e.nonce and a.worker = e.worker and a.role = e.role order by "
            + order
            + ", a.number";
    Query query = handle.createQuery(sql);
    bind.accept(query);
    Map<WindowKey, Entry> found = new LinkedHashMap<>();
    query.map((r, c) -> mergeRow(found, r)).forEach(e -> found.put(e.key(), e));
    return new ArrayList<>(found.values());
  }

  public static Optional<Entry> find(Handle handle, WindowKey key) {
    return select(handle, "where " + KEY, "e.nonce", q -> bindKey(q, key)).stream().findFirst();
  }

  public static <S extends SqlStatement<S>> S bindKey(S statement, WindowKey key) {
    return bindWorker(statement, key).bind("nonce", key.nonce());
  }

  public static <S extends SqlStatement<S>> S bindWorker(S statement, WindowKey key) {
    return statement
        .bind("chain", key.chainId())
        .bind("topic", key.topic())
        .bind("worker", key.worker())
        .bind("role", key.role().label());
  }

  private static Entry mergeRow(Map<WindowKey, Entry> found, ResultSet r) throws SQLException {
    WindowKey key = readKey(r);
    try {
      return mergeRow(found, r, key);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new RowIntegrityCheck.UnreadableRowException(key, e);
    }
  }

  private static Entry mergeRow(Map<WindowKey, Entry> found, ResultSet r, WindowKey key)
      throws SQLException {
    Entry entry = found.get(key);
    if (entry == null) {
      return readEntry(r, key);
    }
    List<AttemptRecord> trials = new ArrayList<>(entry.attempts());
    trials.addAll(readAttempts(r));
    return entry.withAttempts(trials);
  }

  public static WindowKey readKey(ResultSet r) throws SQLException {
    return new WindowKey(
        r.getString("chain_id"),
        r.getLong("topic"),
        r.getLong("nonce"),
        r.getString("worker"),
        Role.parse(r.getString("role")));
  }

  private static Entry readEntry(ResultSet r, WindowKey key) throws SQLException {
    Window window =
        new Window(
            key,
            r.getLong("last_height"),
            readInstant(r, "opened_at"),
            readInstant(r, "closes_at"));
    String reason = r.getString("reason");
    return new Entry(
        window,
        EntryState.fromLabel(r.getString("state")),
        reason == null ? null : FailureReason.valueOf(reason),
        r.getString("why"),
        r.getString("value"),
        readProvenance(r),
        readAttempts(r),
        readInstant(r, "sent_at"),
        r.getString("endpoint"),
        readLong(r, "settled_height"),
        readScore(r, key));
  }

  private static Provenance readProvenance(ResultSet r) throws SQLException {
    String source = r.getString("source");
    if (source == null) {
      requireAllNull(r, BEHIND_A_VALUE);
      return null;
    }
    boolean simulated = r.getInt("simulated") != 0;
    return new Provenance(
        simulated ? new DataOrigin.SimulatedMarket(source) : new DataOrigin.RealMarket(source),
        readInstant(r, "newest_candle"),
        r.getInt("row_count"),
        r.getString("input_hash"),
        r.getString("artifact_hash"),
        r.getString("code_version"),
        r.getString("known_part"));
  }

  private static List<AttemptRecord> readAttempts(ResultSet r) throws SQLException {
    String status = r.getString("status");
    if (status == null) {
      return List.of();
    }
    Long account = readLong(r, "account_number");
    Attempt attempt =
        new Attempt(
            r.getInt("number"),
            r.getString("tx_bytes"),
            r.getString("hash"),
            r.getLong("sequence"),
            r.getLong("gas_limit"),
            new BigInteger(r.getString("fee")),
            r.getLong("timeout_height"),
            account == null ? Attempt.UNKNOWN_ACCOUNT : account);
    return List.of(
        new AttemptRecord(attempt, AttemptStatus.fromLabel(status), r.getString("cause")));
  }

  private static Score readScore(ResultSet r, WindowKey key) throws SQLException {
    Instant at = readInstant(r, "scored_at");
    if (at == null) {
      requireAllNull(r, "truth", "error", "naive_error");
      return null;
    }
    return new Score(
        key, r.getDouble("truth"), r.getDouble("error"), r.getDouble("naive_error"), at);
  }

  private static void requireAllNull(ResultSet r, String... columns) throws SQLException {
    for (String column : columns) {
      if (r.getObject(column) != null) {
        throw new IllegalArgumentException(column + " is set without the columns it belongs to");
      }
    }
  }

  private static Instant readInstant(ResultSet r, String column) throws SQLException {
    Long millis = readLong(r, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static Long readLong(ResultSet r, String column) throws SQLException {
    long value = r.getLong(column);
    return r.wasNull() ? null : value;
  }
}
