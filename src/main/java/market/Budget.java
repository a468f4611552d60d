package market;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often each source may still be asked: at most so many requests in any hour, and not at all
 * while it wants to be left alone. One throttled source never holds back another.
 */
public final class Budget {
  private static final Duration HOUR = Duration.ofHours(1);

  private final int perHour;
  private final InstantSource clock;
  private final Map<String, ArrayDeque<Instant>> spent = new HashMap<>();
  private final Map<String, Instant> resting = new HashMap<>();

  public Budget(int perHour, InstantSource clock) {
    this.perHour = perHour;
    this.clock = clock;
  }

  /**
   * Takes one request out of the budget.
   *
   * @return empty when the request may go out, else the moment from which one may
   */
  public synchronized Optional<Instant> take(String source) {
    var now = clock.instant();
    var rest = resting.getOrDefault(source, Instant.MIN);
    if (now.isBefore(rest)) {
      return Optional.of(rest);
    }
    var mine = spent.computeIfAbsent(source, key -> new ArrayDeque<>());
    mine.removeIf(at -> !now.minus(HOUR).isBefore(at));
    if (mine.size() >= perHour) {
      return Optional.of(mine.getFirst().plus(HOUR));
    }
    mine.addLast(now);
    return Optional.empty();
  }

  /** Leaves the source alone until then. */
  public synchronized void rest(String source, Instant until) {
    resting.put(source, until);
  }

  /** Requests left in the current hour. */
  public synchronized int left(String source) {
    var since = clock.instant().minus(HOUR);
    var mine = spent.getOrDefault(source, new ArrayDeque<>());
    return perHour - (int) mine.stream().filter(since::isBefore).count();
  }

  Instant now() {
    return clock.instant();
  }

  /** Start of the next full hour: when allocations by the hour begin anew. */
  Instant nextHour() {
    return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
  }
}
