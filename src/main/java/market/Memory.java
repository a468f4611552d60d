package market;

import domain.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What each source was asked lately, so that a cycle asks nothing twice. Lost at a restart, which
 * costs one small request.
 */
final class Memory {
  private static final Duration CURRENT = Duration.ofMinutes(5);
  private static final Duration LATE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final InstantSource clock;
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();
  private final Map<String, Instant> refreshed = new ConcurrentHashMap<>();
  private final Map<String, Hours> asked = new ConcurrentHashMap<>();

  Memory(InstantSource clock) {
    this.clock = clock;
  }

  private record Hours(Instant since, Set<Instant> hours) {}

  /** Real until a reply of this source has said otherwise. */
  Origin origin(String source) {
    return origins.getOrDefault(source, new Origin.Market(source));
  }

  /**
   * Whether asking again is too early.
   *
   * @param complete whether nothing newer can be hoped for; otherwise the wait is shorter
   */
  boolean isFresh(String pair, Origin origin, boolean complete) {
    var last = refreshed.getOrDefault(pair + origin, Instant.EPOCH);
    return Duration.between(last, clock.instant()).compareTo(complete ? CURRENT : LATE) < 0;
  }

  void refreshed(String pair, Origin origin) {
    origins.put(origin.source(), origin);
    refreshed.put(pair + origin, clock.instant());
  }

  /** Hours that were asked for; what is missing of them is asked for again after a day. */
  Set<Instant> asked(String pair, Origin origin) {
    var now = clock.instant();
    return asked
        .compute(
            pair + origin,
            (key, old) ->
                old == null || old.since().plus(DAY).isBefore(now)
                    ? new Hours(now, ConcurrentHashMap.newKeySet())
                    : old)
        .hours();
  }
}
