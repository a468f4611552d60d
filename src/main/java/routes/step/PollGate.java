package routes.step;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import routes.topic.CompetitionCalendar.WindowChoice;

/**
 * Whether it is time to look for windows: the chain's own pace decides, and a node that tells of an
 * opening. It makes no request itself.
 */
public final class PollGate {
  /** How far wall clock and monotonic clock may part before everything is polled again. */
  private static final Duration SUSPENDED = Duration.ofSeconds(5);

  /** Time until the next poll; real time. */
  public interface Pace {
    /** After a poll that failed, or left something to do. */
    Duration untilRetry(long topic);

    /** After a poll that left nothing to do. */
    Duration untilNextPoll(long topic);

    /** Real time that a stretch of chain time takes. */
    Duration toRealTime(Duration chain);
  }

  private final Pace pace;
  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Map<Long, Long> next = new ConcurrentHashMap<>();
  private final Set<Long> woken = ConcurrentHashMap.newKeySet();
  private Instant wallBefore;
  private long nanosBefore;

  /**
   * @param wall chain time; when it runs away from the monotonic clock, the host was suspended
   * @param nanos monotonic clock
   */
  public PollGate(Pace pace, InstantSource wall, LongSupplier nanos) {
    this.pace = pace;
    this.wall = wall;
    this.nanos = nanos;
    this.wallBefore = wall.instant();
    this.nanosBefore = nanos.getAsLong();
  }

  /** Polls at every tick. */
  public static PollGate alwaysOpen() {
    Pace none =
        new Pace() {
          @Override
          public Duration untilRetry(long topic) {
            return Duration.ZERO;
          }

          @Override
          public Duration untilNextPoll(long topic) {
            return Duration.ZERO;
          }

          @Override
          public Duration toRealTime(Duration chain) {
            return chain;
          }
        };
    return new PollGate(none, () -> Instant.EPOCH, () -> 0);
  }

  /** Real time until the topic is to be polled, zero if it is due. */
  public Duration untilDue(long topic) {
    wakeAllAfterSuspension();
    Long at = next.get(topic);
    return at == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, at - nanos.getAsLong()));
  }

  /** Also sets the time of the next poll, should this one fail. */
  public boolean beginPollIfDue(long topic) {
    if (!untilDue(topic).isZero()) {
      return false;
    }
    woken.remove(topic);
    next.put(topic, nanos.getAsLong() + pace.untilRetry(topic).toNanos());
    return true;
  }

  /** Sets the time of the next poll after one that was completed. */
  public void endPoll(long topic, WindowChoice choice) {
    Duration rest = pace.untilNextPoll(topic);
    if (choice.again().isPresent()) {
      Duration again = pace.toRealTime(choice.again().get());
      Duration atLeast = again.isZero() ? pace.untilRetry(topic) : again;
      rest = atLeast.compareTo(rest) < 0 ? atLeast : rest;
    }
    next.put(topic, nanos.getAsLong() + rest.toNanos());
    if (woken.remove(topic)) {
      next.remove(topic);
    }
  }

  /** Makes the next tick poll. */
  public void wake(long topic) {
    woken.add(topic);
    next.remove(topic);
  }

  private synchronized void wakeAllAfterSuspension() {
    Instant wallNow = wall.instant();
    long now = nanos.getAsLong();
    Duration passed = pace.toRealTime(Duration.between(wallBefore, wallNow));
    if (passed.minusNanos(now - nanosBefore).compareTo(pace.toRealTime(SUSPENDED)) > 0) {
      next.clear();
    }
    wallBefore = wallNow;
    nanosBefore = now;
  }
}
