package market.fetch;

import domain.Failure;
import domain.FailureReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import market.fetch.RequestBudget.FetchDeadline;

/**
 * Lets one fetch of a series ask its source at a time. Topics of one pair want the same at the same
 * moment: who waited finds what the first one brought.
 */
public final class FetchTurns {
  private record Turn(SourceQuery fetch, boolean over) {}

  private final Map<String, Turn> newest = new HashMap<>();

  /**
   * Waits until no other fetch of the series is under way, but no longer than one may take.
   *
   * @return the fetch before this one
   */
  public synchronized Optional<SourceQuery> begin(String series, SourceQuery fetch) {
    long until = System.nanoTime() + FetchDeadline.MOST.toNanos();
    Turn before = newest.get(series);
    while (before != null && !before.over() && before.fetch() != fetch) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        break;
      }
      await(series, left);
      before = newest.get(series);
    }
    newest.put(series, new Turn(fetch, false));
    return Optional.ofNullable(before).map(Turn::fetch);
  }

  private void await(String series, long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Retry(
          FailureReason.NO_DATA, "another topic's request for " + series + " took too long");
    }
  }

  /** It asks no more; nothing if it never began. */
  public synchronized void end(String series, SourceQuery fetch) {
    Turn turn = newest.get(series);
    if (turn != null && turn.fetch() == fetch) {
      newest.put(series, new Turn(fetch, true));
      notifyAll();
    }
  }
}
