package routes;

import domain.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import journal.Entry;
import journal.Journal;
import journal.State;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * Whether a window asks for an answer now: it is open, nothing has been claimed for it, and enough
 * of it has passed. After any failure nothing is put off.
 */
public final class Openings {
  private final Journal journal;
  private final InstantSource clock;
  private final LongFunction<AnswerAt> setting;
  private final Map<Long, Cycle> cycles = new ConcurrentHashMap<>();

  /**
   * @param clock the chain's time
   * @param setting by topic
   */
  public Openings(Journal journal, InstantSource clock, LongFunction<AnswerAt> setting) {
    this.journal = journal;
    this.clock = clock;
    this.setting = setting;
  }

  /**
   * The window to answer: the newest that is due, an older one once that has its answer; the newest
   * where none is due, null where none is open.
   *
   * @param open newest first
   */
  public Window next(@Body List<Window> open) {
    return open.stream().filter(this::due).findFirst().orElse(open.isEmpty() ? null : open.get(0));
  }

  /** Also begins the window's row, so that every epoch seen has one, whatever comes of it. */
  public boolean due(@ExchangeProperty(ExchangeProperties.WINDOW) Window window) {
    if (window == null) {
      return false;
    }
    Entry row = journal.seen(window);
    Cycle newest = cycles.get(window.topic());
    if (newest != null && window.nonce() < newest.window().nonce()) {
      return row.state() == State.OPEN;
    }
    Instant now = clock.instant();
    Cycle cycle = cycles.merge(window.topic(), Cycle.first(window, now), this::succeed);
    if (row.state() != State.OPEN
        || !cycle.due(now, setting.apply(window.topic()), row.reason() != null)) {
      return false;
    }
    cycles.put(window.topic(), cycle.begin(now));
    return true;
  }

  private Cycle succeed(Cycle last, Cycle fresh) {
    return last.window().key().equals(fresh.window().key())
        ? last
        : last.next(fresh, journal.find(last.window().key()));
  }
}
