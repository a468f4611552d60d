package faults.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A wall clock that can leap forward, so that nobody waits for the next window. */
public final class SkippingClock implements InstantSource {
  private final InstantSource wall;
  private volatile Duration ahead = Duration.ZERO;

  public SkippingClock(InstantSource wall) {
    this.wall = wall;
  }

  /** Nothing happens for a time that has passed. */
  public void skip(Duration by) {
    if (!by.isNegative()) {
      ahead = ahead.plus(by);
    }
  }

  @Override
  public Instant instant() {
    return wall.instant().plus(ahead);
  }

  /** A monotonic clock that leaps along, for a program in the same process. */
  long monotonicNanos() {
    return System.nanoTime() + ahead.toNanos();
  }
}
