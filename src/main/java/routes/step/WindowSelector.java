package routes.step;

import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import journal.Journal;
import journal.entry.Entry;
import journal.entry.EntryState;
import routes.topic.SubmissionTiming;

/**
 * Whether to submit to a window now: it is open, nothing has been claimed for it, and enough of it
 * has passed. After any failure nothing is put off.
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
   * Chain time until the window's submission is due, zero for now; empty if it has one. Begins the
   * window's row, so that every epoch seen has one, whatever follows.
   */
  public Optional<Duration> begin(Window window) {
    Entry row = journal.ensureEntry(window);
    AnswerTiming newest = cycles.get(window.topic());
    boolean open = row.state() == EntryState.OPEN;
    if (newest != null && window.nonce() < newest.window().nonce()) {
      return open ? Optional.of(Duration.ZERO) : Optional.empty();
    }
    Instant now = clock.instant();
    AnswerTiming timing =
        cycles.merge(window.topic(), AnswerTiming.forFirstWindow(window, now), this::advanceTiming);
    if (!open) {
      return Optional.empty();
    }
    Duration wait = timing.untilDue(now, setting.apply(window.topic()), row.reason() != null);
    if (wait.isZero()) {
      cycles.put(window.topic(), timing.start(now));
    }
    return Optional.of(wait);
  }

  private AnswerTiming advanceTiming(AnswerTiming last, AnswerTiming fresh) {
    return last.window().key().equals(fresh.window().key())
        ? last
        : last.forNextWindow(fresh, journal.find(last.window().key()));
  }

  /**
   * What one window of a topic teaches about the next: how long a submission takes, whether it got
   * out, and whether windows overlap. Immutable.
   *
   * @param submitBy moment by which the submission must be in: another window may open before this
   *     one ends
   * @param seenAt by our clock, which may run behind the chain's
   * @param startedAt when the submission was begun, null before
   * @param latency longest lately seen from there to the broadcast, failures included
   * @param previousSubmitted whether the window before got its submission; without that nothing is
   *     put off
   */
  record AnswerTiming(
      Window window,
      Instant submitBy,
      Instant seenAt,
      Instant startedAt,
      Duration latency,
      boolean previousSubmitted) {

    /** After a start nothing is known, so the first window is submitted to at once. */
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

    /** Zero if it is due. After any failure nothing is put off. */
    Duration untilDue(Instant now, SubmissionTiming setting, boolean troubled) {
      Duration wait = setting.waitAfterOpening(window.openedAt(), submitBy, latency);
      Instant due = earlier(seenAt, window.openedAt()).plus(wait);
      return !previousSubmitted || troubled || !now.isBefore(due)
          ? Duration.ZERO
          : Duration.between(now, due);
    }

    private static Instant earlier(Instant a, Instant b) {
      return a.isBefore(b) ? a : b;
    }
  }
}
