package routes.step;

import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * What one window of a topic teaches about the next: how long an answer takes, whether it got
   * out, and whether windows overlap. Immutable.
   *
   * @param submitBy moment by which the answer must be in: another window may open before this one
   *     ends
   * @param seenAt by our clock, which may run behind the chain's
   * @param startedAt when the answer was begun, null before
   * @param latency longest lately seen from there to the broadcast, failures included
   * @param previousSubmitted whether the window before was answered; without that nothing is put
   *     off
   */
  record AnswerTiming(
      Window window,
      Instant submitBy,
      Instant seenAt,
      Instant startedAt,
      Duration latency,
      boolean previousSubmitted) {

    /** After a start nothing is known, so the first window is answered at once. */
    static AnswerTiming forFirstWindow(Window window, Instant now) {
      return new AnswerTiming(window, window.closesAt(), now, null, Duration.ZERO, false);
    }

    /**
     * The next window's cycle.
     *
     * @param own what became of this window, if its row is there
     */
    AnswerTiming forNextWindow(AnswerTiming fresh, Optional<Entry> own) {
      Instant sent = own.map(Entry::sentAt).orElse(null);
      Duration faded = latency.dividedBy(2);
      Duration measured =
          sent == null || startedAt == null ? faded : Duration.between(startedAt, sent);
      Instant opened = fresh.window.openedAt();
      Instant successor = opened.plus(Duration.between(window.openedAt(), opened));
      return new AnswerTiming(
          fresh.window,
          earlier(successor, fresh.submitBy),
          fresh.seenAt,
          null,
          measured.compareTo(faded) > 0 ? measured : faded,
          sent != null);
    }

    AnswerTiming start(Instant now) {
      return startedAt == null
          ? new AnswerTiming(window, submitBy, seenAt, now, latency, previousSubmitted)
          : this;
    }

    boolean isDue(Instant now, SubmissionTiming setting, boolean troubled) {
      Duration wait = setting.waitAfterOpening(window.openedAt(), submitBy, latency);
      return !previousSubmitted
          || troubled
          || !now.isBefore(earlier(seenAt, window.openedAt()).plus(wait));
    }

    private static Instant earlier(Instant a, Instant b) {
      return a.isBefore(b) ? a : b;
    }
  }
}
