package market.fetch;

import domain.market.DataOrigin;
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
public final class RequestHistory {
  private static final Duration CURRENT = Duration.ofMinutes(5);
  private static final Duration LATE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);

  private final InstantSource clock;
  private final Map<String, DataOrigin> origins = new ConcurrentHashMap<>();
  private final Map<String, Instant> refreshed = new ConcurrentHashMap<>();
  private final Map<String, AskedTimes> asked = new ConcurrentHashMap<>();

  public RequestHistory(InstantSource clock) {
    this.clock = clock;
  }

  private record AskedTimes(Instant since, Set<Instant> times) {}

  /** Real until a reply of this source has said otherwise. */
  public DataOrigin lastOrigin(String source) {
    return origins.getOrDefault(source, new DataOrigin.RealMarket(source));
  }

  /**
   * Whether asking again is too early.
   *
   * @param complete whether nothing newer can be hoped for; otherwise the wait is shorter
   */
  public boolean isFresh(String series, DataOrigin origin, boolean complete) {
    var last = refreshed.getOrDefault(series + origin, Instant.EPOCH);
    return Duration.between(last, clock.instant()).compareTo(complete ? CURRENT : LATE) < 0;
  }

  public void markRefreshed(String series, DataOrigin origin) {
    origins.put(origin.source(), origin);
    refreshed.put(series + origin, clock.instant());
  }

  /** Starts of bars that a source was asked for in vain; after a day it is asked for them again. */
  public Set<Instant> askedTimes(String series, DataOrigin origin) {
    var now = clock.instant();
    return asked
        .compute(
            series + origin,
            (key, old) ->
                old == null || old.since().plus(DAY).isBefore(now)
                    ? new AskedTimes(now, ConcurrentHashMap.newKeySet())
                    : old)
        .times();
  }
}
