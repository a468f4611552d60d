package faults.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A wall clock that can leap forward, so that nobody waits for the next window. */
public final class SkippingClock implements InstantSource {
  private final InstantSource wallClock;
  private volatile Duration ahead = Duration.ZERO;

  public SkippingClock(InstantSource wallClock) {
    this.wallClock = wallClock;
  }

  /** Nothing happens for a time that has passed. */
  public void skip(Duration by) {
    if (!by.isNegative()) {
      ahead = ahead.plus(by);
    }
  }

  @Override
  public Instant instant() {
    return wallClock.instant().plus(ahead);
  }

  /** A monotonic clock that leaps along, for a program in the same process. */
  public long monotonicNanos() {
    return System.nanoTime() + ahead.toNanos();
  }
}
