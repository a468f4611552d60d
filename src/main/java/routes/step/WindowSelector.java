package routes.step;

import domain.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import journal.Journal;
import journal.entry.Entry;
import journal.entry.EntryState;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.topic.ExchangeProperties;
import routes.topic.SubmissionTiming;

/**
 * Whether a window asks for an answer now: it is open, nothing has been claimed for it, and enough
 * of it has passed. After any failure nothing is put off.
 */
public final class WindowSelector {
  private final Journal journal;
  private final InstantSource clock;
  private final LongFunction<SubmissionTiming> setting;
  private final Map<Long, AnswerTiming> cycles = new ConcurrentHashMap<>();

  /**
   * @param clock the chain's time
   * @param setting by topic
   */
  public WindowSelector(
      Journal journal, InstantSource clock, LongFunction<SubmissionTiming> setting) {
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
  public Window selectWindow(@Body List<Window> open) {
    return open.stream()
        .filter(this::beginIfDue)
        .findFirst()
        .orElse(open.isEmpty() ? null : open.get(0));
  }

  /** Also begins the window's row, so that every epoch seen has one, whatever comes of it. */
  public boolean beginIfDue(@ExchangeProperty(ExchangeProperties.WINDOW) Window window) {
    if (window == null) {
      return false;
    }
    Entry row = journal.ensureEntry(window);
    AnswerTiming newest = cycles.get(window.topic());
    if (newest != null && window.nonce() < newest.window().nonce()) {
      return row.state() == EntryState.OPEN;
    }
    Instant now = clock.instant();
    AnswerTiming timing =
        cycles.merge(window.topic(), AnswerTiming.forFirstWindow(window, now), this::advanceTiming);
    if (row.state() != EntryState.OPEN
        || !timing.isDue(now, setting.apply(window.topic()), row.reason() != null)) {
      return false;
    }
    cycles.put(window.topic(), timing.start(now));
    return true;
  }

  private AnswerTiming advanceTiming(AnswerTiming last, AnswerTiming fresh) {
    return last.window().key().equals(fresh.window().key())
        ? last
        : last.forNextWindow(fresh, journal.find(last.window().key()));
  }
}
