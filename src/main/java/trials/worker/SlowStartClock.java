package trials.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A wall clock that runs slowly until it is released, so that a fast simulated chain does not run
 * ahead of a program that still starts.
 */
public final class SlowStartClock implements InstantSource {
  private static final int SLOWNESS = 100;

  private final InstantSource wallClock;
  private final Instant begin;
  private volatile Instant released;

  public SlowStartClock(InstantSource wallClock) {
    this.wallClock = wallClock;
    this.begin = wallClock.instant();
  }

  public void runAtFullSpeed() {
    released = wallClock.instant();
  }

  @Override
  public Instant instant() {
    Instant end = released;
    Instant now = wallClock.instant();
    return end == null ? slowed(now) : slowed(end).plus(Duration.between(end, now));
  }

  private Instant slowed(Instant until) {
    return begin.plus(Duration.between(begin, until).dividedBy(SLOWNESS));
  }
}
