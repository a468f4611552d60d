package journal;

import domain.WindowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Holds the rows of windows against what the chronicle said of each of them last. */
final class RowCheck {
  private static final int PAGE = 1000;

  private final Handle handle;
  private final List<String> faults;

  RowCheck(Handle handle, List<String> faults) {
    this.handle = handle;
    this.faults = faults;
  }

  /** Every row, in pages: a journal may be larger than the memory. */
  void all() {
    List<Said> page;
    long after = Long.MIN_VALUE;
    do {
      page = compare("where seq > " + after + " order by seq limit " + PAGE);
      after = page.isEmpty() ? after : page.get(page.size() - 1).seq();
    } while (page.size() == PAGE && faults.size() < Verdict.MOST);
  }

  /** The rows that somebody may still act upon. */
  void unfinished() {
    compare("where state in ('open', 'claimed', 'signed', 'sent')");
  }

  private List<Said> compare(String tail) {
    List<Said> page = said(tail);
    Map<WindowKey, Entry> rows = rows(tail, page);
    page.stream().filter(it -> rows.containsKey(it.key())).forEach(it -> compare(rows, it));
    return page;
  }

  private List<Said> said(String tail) {
    return handle
        .createQuery(
            "select e.chain_id, e.topic, e.nonce, e.worker, e.seq, e.note_hash, c.body,"
                + " (select max(l.seq) from chronicle l where l.chain_id = e.chain_id and l.topic"
                + " = e.topic and l.nonce = e.nonce and l.worker = e.worker) as last from (select"
                + " * from entry "
                + tail
                + ") e left join chronicle c on c.seq = e.seq order by e.seq")
        .map((r, c) -> Said.of(r))
        .list();
  }

  /** Without those that hold what no program has written. */
  private Map<WindowKey, Entry> rows(String tail, List<Said> page) {
    Map<WindowKey, Entry> rows = new LinkedHashMap<>();
    try {
      Rows.select(handle, tail, "e.seq", q -> {}).forEach(e -> rows.put(e.key(), e));
    } catch (Rows.Unreadable one) {
      page.forEach(it -> row(it.key(), rows));
    }
    return rows;
  }

  private void row(WindowKey key, Map<WindowKey, Entry> rows) {
    try {
      Rows.one(handle, key).ifPresent(e -> rows.put(key, e));
    } catch (Rows.Unreadable edited) {
      faults.add(edited.getMessage());
    }
  }

  private void compare(Map<WindowKey, Entry> rows, Said said) {
    Entry e = rows.get(said.key());
    String note = Canon.note(e.key(), e.reason(), e.why());
    boolean same = said.seq() == said.last() && Canon.text(e).equals(said.body());
    if (!same || !note.equals(said.note())) {
      faults.add("the row of window " + e.key().label() + " was edited");
    }
    if (!e.trials().stream().allMatch(RowCheck::bytesMatch)) {
      faults.add("signed bytes of window " + e.key().label() + " were edited");
    }
  }

  private static boolean bytesMatch(Trial trial) {
    try {
      byte[] bytes = Base64.getDecoder().decode(trial.attempt().txBytes());
      String hash = HexFormat.of().formatHex(Canon.sha256(bytes));
      return hash.equalsIgnoreCase(trial.attempt().hash());
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
  }

  private record Said(WindowKey key, long seq, long last, String body, String note) {
    static Said of(ResultSet r) throws SQLException {
      return new Said(
          Rows.key(r),
          r.getLong("seq"),
          r.getLong("last"),
          r.getString("body"),
          r.getString("note_hash"));
    }
  }
}
