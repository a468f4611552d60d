package routes.step;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Whether it is time to look for windows: the chain's own pace decides, and a node that tells of an
 * opening. Asked at every tick, which therefore may be short.
 */
public final class PollGate {
  private final LongFunction<Duration> rest;
  private final LongSupplier nanos;
  private final Map<Long, Long> next = new ConcurrentHashMap<>();

  /**
   * @param rest real time from one look at a topic to the next
   * @param nanos monotonic clock
   */
  public PollGate(LongFunction<Duration> rest, LongSupplier nanos) {
    this.rest = rest;
    this.nanos = nanos;
  }

  /** Looks whenever it is asked. */
  public static PollGate alwaysOpen() {
    return new PollGate(topic -> Duration.ZERO, () -> 0);
  }

  /** Also sets the time of the next look. */
  public boolean beginPollIfDue(long topic) {
    long now = nanos.getAsLong();
    Long at = next.get(topic);
    if (at != null && now - at < 0) {
      return false;
    }
    next.put(topic, now + rest.apply(topic).toNanos());
    return true;
  }

  /** Lets the next tick look. */
  public void wake(long topic) {
    next.remove(topic);
  }
}
