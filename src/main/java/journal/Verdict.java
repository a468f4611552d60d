package journal;

import domain.WindowKey;
import java.util.ArrayList;
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
  static final int MOST = 20;

  /** Transitions that are checked at every start. */
  private static final int RECENT = 200;

  public Verdict {
    faults = List.copyOf(faults);
  }

  public boolean sound() {
    return faults.isEmpty();
  }

  /** Of everything; wants one transaction, since a daemon may be writing. */
  static Verdict of(Handle handle) {
    List<String> faults = new ArrayList<>();
    long rows = chain(handle, 0, faults);
    new RowCheck(handle, faults).all();
    removed(handle, faults);
    strays(handle, faults);
    DryRun.compare(handle, faults);
    Days.compare(handle, faults);
    return new Verdict(rows, faults.stream().limit(MOST).toList());
  }

  /** Of what the next steps rest on: the newest transitions and the unfinished rows. */
  static Verdict ofRecent(Handle handle) {
    List<String> faults = new ArrayList<>();
    long from = Math.max(0, Chronicle.head(handle).seq() - RECENT);
    long rows = chain(handle, from, faults);
    new RowCheck(handle, faults).unfinished();
    return new Verdict(rows, faults.stream().limit(MOST).toList());
  }

  /**
   * @param from number of the first row, whose own hash is taken as it is; 0 for all
   */
  private static long chain(Handle handle, long from, List<String> faults) {
    Chronicle.Link last = new Chronicle.Link(0, "");
    try (Stream<Line> lines = lines(handle, from)) {
      for (Line line : (Iterable<Line>) lines::iterator) {
        boolean linked = line.seq() == last.seq() + 1 && line.fits(last.hash());
        if (!linked && !(from > 0 && line.seq() == from)) {
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

  private static Stream<Line> lines(Handle handle, long from) {
    return handle
        .createQuery("select * from chronicle where seq >= :from order by seq")
        .bind("from", from)
        .setFetchSize(1000)
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

  private static void removed(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select distinct chain_id, topic, nonce, worker from chronicle c where chain_id <> ''"
                + " and not exists (select 1 from entry e where e.chain_id = c.chain_id"
                + " and e.topic = c.topic and e.nonce = c.nonce and e.worker = c.worker) limit "
                + MOST)
        .map((r, c) -> Rows.key(r))
        .forEach(key -> faults.add("the row of window " + key.label() + " was removed"));
  }

  /** The keys forbid them; a tool that edits a file need not ask for the keys. */
  private static void strays(Handle handle, List<String> faults) {
    handle
        .createQuery(
            "select chain_id, topic, nonce, worker from claim c where not exists (select 1 from"
                + " entry e where e.chain_id = c.chain_id and e.topic = c.topic and e.nonce ="
                + " c.nonce and e.worker = c.worker) union select chain_id, topic, nonce, worker"
                + " from attempt a where not exists (select 1 from claim c where c.chain_id ="
                + " a.chain_id and c.topic = a.topic and c.nonce = a.nonce and c.worker ="
                + " a.worker) limit "
                + MOST)
        .map((r, c) -> Rows.key(r))
        .forEach(key -> faults.add("window " + key.label() + " has a value that nobody claimed"));
  }

  /** One row of the chronicle. */
  private record Line(long seq, long at, String event, WindowKey key, String body, String hash) {
    boolean fits(String last) {
      return hash.equals(Chronicle.link(last, seq, at, event, key, body));
    }

    String label() {
      return event + " " + key.label();
    }
  }
}
