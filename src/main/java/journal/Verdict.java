package journal;

import domain.WindowKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Whether the journal still says what was written. It finds an edited, removed or rolled back row;
 * it cannot find a whole chronicle written anew, for there is no key in it.
 *
 * @param rows transitions checked
 * @param faults one sentence each, empty if all is well; at most 20
 */
public record Verdict(long rows, List<String> faults) {
  private static final int MOST = 20;

  public Verdict {
    faults = List.copyOf(faults);
  }

  public boolean sound() {
    return faults.isEmpty();
  }

  static Verdict of(Handle handle) {
    List<String> faults = new ArrayList<>();
    long rows = chain(handle, faults);
    entries(handle, faults);
    removed(handle, faults);
    return new Verdict(rows, faults.stream().limit(MOST).toList());
  }

  private static long chain(Handle handle, List<String> faults) {
    Chronicle.Link last = new Chronicle.Link(0, "");
    try (Stream<Line> lines = lines(handle)) {
      for (Line line : (Iterable<Line>) lines::iterator) {
        String hash = line.hashAfter(last.hash());
        if (line.seq() != last.seq() + 1 || !hash.equals(line.hash())) {
          faults.add("chronicle row " + line.seq() + " (" + line.label() + ") was edited");
        }
        last = new Chronicle.Link(line.seq(), line.hash());
      }
    }
    if (!last.equals(Chronicle.head(handle))) {
      faults.add("the chronicle ends at row " + last.seq() + ", its end was cut or edited");
    }
    return last.seq();
  }

  static Stream<Line> lines(Handle handle) {
    return handle
        .createQuery("select * from chronicle order by seq")
        .map(
            (r, c) ->
                new Line(
                    r.getLong("seq"),
                    r.getLong("at"),
                    r.getString("event"),
                    Rows.key(r),
                    r.getString("body"),
                    r.getString("hash")))
        .stream();
  }

  /** Goes through the rows in pages: a journal may be larger than the memory. */
  private static void entries(Handle handle, List<String> faults) {
    int page = 1000;
    String order = "e.seq";
    long after = 0;
    List<Entry> entries;
    do {
      String tail = "where seq > " + after + " order by seq limit " + page;
      entries = Rows.select(handle, tail, order, q -> {});
      for (Entry e : entries) {
        after = compare(handle, e, faults);
      }
    } while (entries.size() == page && faults.size() < MOST);
  }

  private static long compare(Handle handle, Entry e, List<String> faults) {
    Said said =
        Writes.bind(
                handle.createQuery(
                    "select e.seq, (select max(seq) from chronicle c where "
                        + Rows.KEY
                        + ") as last, (select body from chronicle c where c.seq = e.seq)"
                        + " as body from entry e where "
                        + Rows.KEY),
                e.key())
            .map((r, c) -> new Said(r.getLong(1), r.getLong(2), r.getString(3)))
            .one();
    if (said.seq() != said.last() || !Canon.text(e).equals(said.body())) {
      faults.add("the row of window " + e.key().label() + " was edited");
    }
    if (!e.trials().stream().allMatch(Verdict::bytesMatch)) {
      faults.add("signed bytes of window " + e.key().label() + " were edited");
    }
    return said.seq();
  }

  private static boolean bytesMatch(Trial trial) {
    byte[] bytes = Base64.getDecoder().decode(trial.attempt().txBytes());
    String hash = HexFormat.of().formatHex(Canon.sha256(bytes));
    return hash.equalsIgnoreCase(trial.attempt().hash());
  }

  private static void removed(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select distinct chain_id, topic, nonce, worker from chronicle c where chain_id <> ''"
                + " and not exists (select 1 from entry e where e.chain_id = c.chain_id"
                + " and e.topic = c.topic and e.nonce = c.nonce and e.worker = c.worker"
                + " and e.seq is not null) limit "
                + MOST)
        .map((r, c) -> Rows.key(r))
        .forEach(key -> faults.add("the row of window " + key.label() + " was removed"));
  }

  private record Said(long seq, long last, String body) {}

  /** One row of the chronicle. */
  record Line(long seq, long at, String event, WindowKey key, String body, String hash) {
    String hashAfter(String last) {
      return Chronicle.link(last, seq, at, event, key, body);
    }

    String label() {
      return event + " " + key.label();
    }
  }
}
