package routes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Whether it is time to look for windows: the chain's own pace decides, and a node that tells of an
 * opening. Asked at every tick, which therefore may be short.
 */
public final class Patrol {
  private final LongFunction<Duration> rest;
  private final LongSupplier nanos;
  private final Map<Long, Long> next = new ConcurrentHashMap<>();

  /**
   * @param rest real time from one look at a topic to the next
   * @param nanos monotonic clock
   */
  public Patrol(LongFunction<Duration> rest, LongSupplier nanos) {
    this.rest = rest;
    this.nanos = nanos;
  }

  /** Looks whenever it is asked. */
  public static Patrol always() {
    return new Patrol(topic -> Duration.ZERO, () -> 0);
  }

  /** Also sets the time of the next look. */
  public boolean due(long topic) {
    long now = nanos.getAsLong();
    Long at = next.get(topic);
    if (at != null && now - at < 0) {
      return false;
    }
    next.put(topic, now + rest.apply(topic).toNanos());
    return true;
  }

  /** Lets the next tick look. */
  public void ring(long topic) {
    next.remove(topic);
  }
}
