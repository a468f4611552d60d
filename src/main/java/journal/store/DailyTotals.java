package journal.store;

import domain.FailureReason;
import domain.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import journal.entry.Entry;
import journal.entry.EntryState;
import journal.entry.OutcomeCount;
import org.jdbi.v3.core.Handle;

/**
 * Keeps closed windows counted by the UTC day they opened; a total then reads days, not windows.
 */
public final class DailyTotals {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final String KEPT =
      "select chain_id, day, topic, role, state, reason, count from day";
  private static final String COUNTED =
      "select chain_id, opened_at / "
          + DAY
          + ", topic, role, state, coalesce(reason, ''), count(*) from entry where not "
          + EntryRowReader.UNCLOSED
          + " group by 1, 2, 3, 4, 5, 6";

  private DailyTotals() {}

  /** Follows one transition. */
  static void countTransition(Handle handle, Entry before, Entry after) {
    boolean moved = before.state() != after.state() || before.reason() != after.reason();
    if (moved && before.state().isClosed()) {
      addToDay(handle, before, -1);
    }
    if (moved && after.state().isClosed()) {
      addToDay(handle, after, 1);
    }
  }

  private static void addToDay(Handle handle, Entry e, int by) {
    handle.execute(
        "insert into day (chain_id, day, topic, role, state, reason, count)"
            + " values (?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (chain_id, day, topic, role, state, reason) do update"
            + " set count = day.count + excluded.count",
        e.key().chainId(),
        Math.floorDiv(e.window().openedAt().toEpochMilli(), DAY),
        e.key().topic(),
        e.key().role().label(),
        e.state().label(),
        e.reason() == null ? "" : e.reason().name(),
        by);
  }

  /** Counts every closed window anew; how many day rows there are. */
  public static int recount(Handle handle) {
    handle.execute("delete from day");
    return handle.execute(
        "insert into day (chain_id, day, topic, role, state, reason, count) " + COUNTED);
  }

  /** Adds a sentence where the totals are not those of the rows. */
  public static void verifyTotals(Handle handle, List<String> faults) {
    String kept = KEPT + " where count <> 0";
    if (exists(handle, kept + " except " + COUNTED)
        || exists(handle, COUNTED + " except " + kept)) {
      faults.add("the daily totals were edited: `dromedary journal repair` counts them anew");
    }
  }

  private static boolean exists(Handle handle, String rows) {
    return handle
        .createQuery("select exists (select 1 from (" + rows + ") t)")
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Whole days from their counts; what is left of the first day, and the unfinished, row by row.
   *
   * @param chainId null for all networks
   */
  public static List<OutcomeCount> countOutcomes(Handle handle, String chainId, Instant since) {
    long whole = Math.floorDiv(since.toEpochMilli() + DAY - 1, DAY);
    String here = chainId == null ? "" : " and chain_id = :chain";
    String rows =
        " select topic, role, state, coalesce(reason, '') as reason, 1 as n from entry where ";
    String sql =
        "select topic, role, state, reason, sum(n) as n from (select topic, role, state, reason,"
            + " sum(count) as n from day where day >= :whole"
            + here
            + " group by topic, role, state, reason union all"
            + rows
            + "opened_at >= :since and opened_at < :midnight and not "
            + EntryRowReader.UNCLOSED
            + here
            + " union all"
            + rows
            + EntryRowReader.UNCLOSED
            + " and opened_at >= :since"
            + here
            + ") t group by topic, role, state, reason having sum(n) > 0"
            + " order by topic, role desc, state, reason";
    return handle
        .createQuery(sql)
        .bind("whole", whole)
        .bind("since", since.toEpochMilli())
        .bind("midnight", whole * DAY)
        .bindMap(chainId == null ? Map.of() : Map.of("chain", chainId))
        .map((r, c) -> readCount(r))
        .list();
  }

  private static OutcomeCount readCount(ResultSet r) throws SQLException {
    String reason = r.getString("reason");
    return new OutcomeCount(
        r.getLong("topic"),
        Role.parse(r.getString("role")),
        EntryState.fromLabel(r.getString("state")),
        reason.isEmpty() ? null : FailureReason.valueOf(reason),
        r.getLong("n"));
  }
}
