package routes.step;

import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import journal.entry.Entry;
import routes.topic.SubmissionTiming;

/**
 * What one window of a topic teaches about the next: how long an answer takes, whether it got out,
 * and whether windows overlap. Immutable.
 *
 * @param submitBy moment by which the answer must be in: another window may open before this one
 *     ends
 * @param seenAt by our clock, which may run behind the chain's
 * @param startedAt when the answer was begun, null before
 * @param latency longest lately seen from there to the broadcast, failures included
 * @param previousSubmitted whether the window before was answered; without that nothing is put off
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
