package chain.http;

import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long each node usually takes, and so how long it is waited for: a node that answers within
 * milliseconds is not given ten seconds.
 */
public final class AnswerTimes {
  private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(2);
  private static final Duration SHORTEST_HEDGE = Duration.ofMillis(100);

  private final Timeouts timeouts;
  private final Map<NodeEndpoint, Long> usual = new ConcurrentHashMap<>();

  AnswerTimes(Timeouts timeouts) {
    this.timeouts = timeouts;
  }

  /** A slow answer counts at once, faster ones by and by. */
  void recordAnswer(NodeEndpoint endpoint, long nanos) {
    usual.merge(endpoint, nanos, (old, it) -> Math.max(it, old - (old - it) / 4));
  }

  /** The next call is given longer, as the node may have become slow. */
  void recordTimeout(NodeEndpoint endpoint) {
    usual.computeIfPresent(endpoint, (it, old) -> Math.min(old * 2, deadline(it).toNanos()));
  }

  /** Longest a whole call may take. */
  Duration deadline(NodeEndpoint endpoint) {
    Duration least = timeouts.toRealTime(SHORTEST_DEADLINE, Duration.ofMillis(600));
    return bounded(endpoint, 8, least, timeouts.httpCallTimeout());
  }

  /** How long one call is waited for before the next one is made beside it. */
  public Duration hedgeDelay(NodeEndpoint endpoint) {
    return bounded(endpoint, 3, SHORTEST_HEDGE, timeouts.hedgeDelay());
  }

  private Duration bounded(NodeEndpoint endpoint, int times, Duration least, Duration most) {
    Long known = usual.get(endpoint);
    Duration wanted = known == null ? most : Duration.ofNanos(known).multipliedBy(times);
    Duration lower = wanted.compareTo(least) < 0 ? least : wanted;
    return lower.compareTo(most) > 0 ? most : lower;
  }
}
