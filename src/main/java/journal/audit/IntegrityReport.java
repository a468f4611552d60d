package journal.audit;

import domain.WindowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import journal.store.AuditLog;
import journal.store.DailyTotals;
import journal.store.DryRunRecord;
import journal.store.EntryRowReader;
import org.jdbi.v3.core.Handle;

/**
 * Whether the journal still says what was written. It finds an edited, removed or rolled back row;
 * it cannot find a whole chronicle written anew, for there is no key in it.
 *
 * @param rows transitions checked
 * @param faults one sentence each, empty if all is well; at most 20
 */
public record IntegrityReport(long rows, List<String> faults) {
  static final int MOST = 20;

  /** Transitions that are checked at every start. */
  private static final int RECENT = 200;

  public IntegrityReport {
    faults = List.copyOf(faults);
  }

  public boolean isIntact() {
    return faults.isEmpty();
  }

  /** Of everything; wants one transaction, since a daemon may be writing. */
  public static IntegrityReport verifyAll(Handle handle) {
    List<String> faults = new ArrayList<>();
    long rows = verifyHashChain(handle, 0, faults);
    new RowIntegrityCheck(handle, faults).checkAll();
    findRemovedEntries(handle, faults);
    findOrphanRows(handle, faults);
    DryRunRecord.verifyAgainstLog(handle, faults);
    DailyTotals.verifyTotals(handle, faults);
    return new IntegrityReport(rows, faults.stream().limit(MOST).toList());
  }

  /** Of what the next steps rest on: the newest transitions and the unfinished rows. */
  public static IntegrityReport verifyRecent(Handle handle) {
    List<String> faults = new ArrayList<>();
    long from = Math.max(0, AuditLog.lastRow(handle).seq() - RECENT);
    long rows = verifyHashChain(handle, from, faults);
    new RowIntegrityCheck(handle, faults).checkUnfinished();
    return new IntegrityReport(rows, faults.stream().limit(MOST).toList());
  }

  /**
   * @param from number of the first row, whose own hash is taken as it is; 0 for all
   */
  private static long verifyHashChain(Handle handle, long from, List<String> faults) {
    AuditLog.LogHead last = new AuditLog.LogHead(0, "");
    try (Stream<LogRow> lines = readLogRows(handle, from)) {
      for (LogRow line : (Iterable<LogRow>) lines::iterator) {
        boolean linked = line.seq() == last.seq() + 1 && line.matchesHash(last.hash());
        if (!linked && !(from > 0 && line.seq() == from)) {
          faults.add("chronicle row " + line.seq() + " (" + line.label() + ") was edited");
        }
        last = new AuditLog.LogHead(line.seq(), line.hash());
      }
    }
    if (!last.equals(AuditLog.lastRow(handle))) {
      faults.add("the chronicle ends at row " + last.seq() + ", its end was cut or edited");
    }
    return last.seq();
  }

  private static Stream<LogRow> readLogRows(Handle handle, long from) {
    return handle
        .createQuery("select * from chronicle where seq >= :from order by seq")
        .bind("from", from)
        .setFetchSize(1000)
        .map(
            (r, c) ->
                new LogRow(
                    r.getLong("seq"),
                    r.getLong("at"),
                    r.getString("event"),
                    EntryRowReader.readKey(r),
                    r.getString("body"),
                    r.getString("hash")))
        .stream();
  }

  private static void findRemovedEntries(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select distinct chain_id, topic, nonce, worker from chronicle c where chain_id <> ''"
                + " and not exists (select 1 from entry e where e.chain_id = c.chain_id"
                + " and e.topic = c.topic and e.nonce = c.nonce and e.worker = c.worker) limit "
                + MOST)
        .map((r, c) -> EntryRowReader.readKey(r))
        .forEach(key -> faults.add("the row of window " + key.label() + " was removed"));
  }

  /** The keys forbid them; a tool that edits a file need not ask for the keys. */
  private static void findOrphanRows(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select chain_id, topic, nonce, worker from claim c where not exists (select 1 from"
                + " entry e where e.chain_id = c.chain_id and e.topic = c.topic and e.nonce ="
                + " c.nonce and e.worker = c.worker) union select chain_id, topic, nonce, worker"
                + " from attempt a where not exists (select 1 from claim c where c.chain_id ="
                + " a.chain_id and c.topic = a.topic and c.nonce = a.nonce and c.worker ="
                + " a.worker) limit "
                + MOST)
        .map((r, c) -> EntryRowReader.readKey(r))
        .forEach(key -> faults.add("window " + key.label() + " has a value that nobody claimed"));
  }

  /** One row of the chronicle. */
  private record LogRow(long seq, long at, String event, WindowKey key, String body, String hash) {
    boolean matchesHash(String last) {
      return hash.equals(AuditLog.rowHash(last, seq, at, event, key, body));
    }

    String label() {
      return event + " " + key.label();
    }
  }
}
