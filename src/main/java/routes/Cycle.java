package routes;

import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import journal.Entry;

/**
 * What one window of a topic teaches about the next: how long an answer takes, whether it got out,
 * and whether windows overlap. Immutable.
 *
 * @param end moment by which the answer must be in: another window may open before this one ends
 * @param seen by our clock, which may run behind the chain's
 * @param begun when the answer was begun, null before
 * @param latency longest lately seen from there to the broadcast, failures included
 * @param sure whether the window before was answered; without that nothing is put off
 */
record Cycle(
    Window window, Instant end, Instant seen, Instant begun, Duration latency, boolean sure) {

  /** After a start nothing is known, so the first window is answered at once. */
  static Cycle first(Window window, Instant now) {
    return new Cycle(window, window.closesAt(), now, null, Duration.ZERO, false);
  }

  /**
   * The next window's cycle.
   *
   * @param mine what became of this window, if its row is there
   */
  Cycle next(Cycle fresh, Optional<Entry> mine) {
    Instant sent = mine.map(Entry::sentAt).orElse(null);
    Duration faded = latency.dividedBy(2);
    Duration measured = sent == null || begun == null ? faded : Duration.between(begun, sent);
    Instant opened = fresh.window.openedAt();
    Instant successor = opened.plus(Duration.between(window.openedAt(), opened));
    return new Cycle(
        fresh.window,
        earlier(successor, fresh.end),
        fresh.seen,
        null,
        measured.compareTo(faded) > 0 ? measured : faded,
        sent != null);
  }

  Cycle begin(Instant now) {
    return begun == null ? new Cycle(window, end, seen, now, latency, sure) : this;
  }

  boolean due(Instant now, AnswerAt setting, boolean troubled) {
    Duration wait = setting.after(window.openedAt(), end, latency);
    return !sure || troubled || !now.isBefore(earlier(seen, window.openedAt()).plus(wait));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
