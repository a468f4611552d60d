package market.fetch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import market.source.MarketSource;

/**
 * How often each source may still be asked: at most so many requests in any hour, and not at all
 * while it wants to be left alone. One throttled source never holds back another.
 */
public final class RequestBudget {
  private static final Duration HOUR = Duration.ofHours(1);

  /** For sources that publish no such limit: more than is needed, far below a nuisance. */
  private static final int UNCOUNTED = 600;

  private final int perHour;
  private final InstantSource clock;
  private final Map<String, ArrayDeque<Instant>> spent = new HashMap<>();
  private final Map<String, Pause> resting = new HashMap<>();

  public RequestBudget(int perHour, InstantSource clock) {
    this.perHour = perHour;
    this.clock = clock;
  }

  private record Pause(Instant until, String why) {}

  /**
   * Takes one request out of the budget.
   *
   * @return empty when the request may go out, else why not, and the moment from which one may
   */
  public synchronized Optional<String> tryAcquire(MarketSource source) {
    var now = clock.instant();
    var rest = resting.get(source.name());
    if (rest != null && now.isBefore(rest.until())) {
      return Optional.of(rest.why() + "; to be asked again at " + rest.until());
    }
    var requestTimes = spent.computeIfAbsent(source.name(), key -> new ArrayDeque<>());
    requestTimes.removeIf(at -> !now.minus(HOUR).isBefore(at));
    int most = source.hasHourlyQuota() ? perHour : UNCOUNTED;
    if (requestTimes.size() >= most) {
      return Optional.of(
          "%s was asked %d times within an hour, as often as it may be; to be asked again at %s"
              .formatted(source.name(), most, requestTimes.getFirst().plus(HOUR)));
    }
    requestTimes.addLast(now);
    return Optional.empty();
  }

  /** Leaves the source alone until then. */
  public synchronized void pauseSource(String source, Instant until, String why) {
    resting.put(source, new Pause(until, why));
  }

  Instant now() {
    return clock.instant();
  }

  /** Start of the next full hour: when allocations by the hour begin anew. */
  Instant nextHour() {
    return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
  }
}
