package journal.audit;

import domain.WindowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import journal.entry.AttemptRecord;
import journal.entry.Entry;
import journal.store.CanonicalJson;
import journal.store.EntryRowReader;
import org.jdbi.v3.core.Handle;

/** Holds the rows of windows against what the chronicle said of each of them last. */
final class RowIntegrityCheck {
  private static final int PAGE = 1000;

  private final Handle handle;
  private final List<String> faults;

  RowIntegrityCheck(Handle handle, List<String> faults) {
    this.handle = handle;
    this.faults = faults;
  }

  /** Every row, in pages: a journal may be larger than the memory. */
  void checkAll() {
    List<LoggedRow> page;
    long after = Long.MIN_VALUE;
    do {
      page = compareWithLog("where seq > " + after + " order by seq limit " + PAGE);
      after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
    } while (page.size() == PAGE && faults.size() < IntegrityReport.MOST);
  }

  /** The rows that somebody may still act upon. */
  void checkUnfinished() {
    compareWithLog("where state in ('open', 'claimed', 'signed', 'sent')");
  }

  private List<LoggedRow> compareWithLog(String tail) {
    List<LoggedRow> page = readLoggedRows(tail);
    Map<WindowKey, Entry> rows = readEntries(tail, page);
    page.stream().filter(it -> rows.containsKey(it.key())).forEach(it -> compareWithLog(rows, it));
    return page;
  }

  private List<LoggedRow> readLoggedRows(String tail) {
    return handle
        .createQuery(
            "select e.chain_id, e.topic, e.nonce, e.worker, e.seq, e.note_hash, c.body,"
                + " (select max(l.seq) from chronicle l where l.chain_id = e.chain_id and l.topic"
                + " = e.topic and l.nonce = e.nonce and l.worker = e.worker) as last from (select"
                + " * from entry "
                + tail
                + ") e left join chronicle c on c.seq = e.seq order by e.seq")
        .map((r, c) -> LoggedRow.readRow(r))
        .list();
  }

  /** Without those that hold what no program has written. */
  private Map<WindowKey, Entry> readEntries(String tail, List<LoggedRow> page) {
    Map<WindowKey, Entry> rows = new LinkedHashMap<>();
    try {
      EntryRowReader.select(handle, tail, "e.seq", q -> {}).forEach(e -> rows.put(e.key(), e));
    } catch (EntryRowReader.UnreadableRowException one) {
      page.forEach(it -> readEntry(it.key(), rows));
    }
    return rows;
  }

  private void readEntry(WindowKey key, Map<WindowKey, Entry> rows) {
    try {
      EntryRowReader.find(handle, key).ifPresent(e -> rows.put(key, e));
    } catch (EntryRowReader.UnreadableRowException edited) {
      faults.add(edited.getMessage());
    }
  }

  private void compareWithLog(Map<WindowKey, Entry> rows, LoggedRow said) {
    Entry e = rows.get(said.key());
    String note = CanonicalJson.reasonHash(e.key(), e.reason(), e.reasonDetail());
    boolean same = said.seq() == said.last() && CanonicalJson.entryText(e).equals(said.body());
    if (!same || !note.equals(said.note())) {
      faults.add("the row of window " + e.key().label() + " was edited");
    }
    if (!e.attempts().stream().allMatch(RowIntegrityCheck::signedBytesMatchHash)) {
      faults.add("signed bytes of window " + e.key().label() + " were edited");
    }
  }

  private static boolean signedBytesMatchHash(AttemptRecord trial) {
    try {
      byte[] bytes = Base64.getDecoder().decode(trial.attempt().txBytes());
      String hash = HexFormat.of().formatHex(CanonicalJson.sha256(bytes));
      return hash.equalsIgnoreCase(trial.attempt().hash());
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  private record LoggedRow(WindowKey key, long seq, long last, String body, String note) {
    static LoggedRow readRow(ResultSet r) throws SQLException {
      return new LoggedRow(
          EntryRowReader.readKey(r),
          r.getLong("seq"),
          r.getLong("last"),
          r.getString("body"),
          r.getString("note_hash"));
    }
  }
}
