package app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A wall clock that crawls until it is released, so that a fast simulated chain keeps living, but
 * does not run away, while the program beside it still loads.
 */
final class SlowStart implements InstantSource {
  private static final int SLOWNESS = 100;

  private final InstantSource wall;
  private final Instant begin;
  private volatile Instant released;

  SlowStart(InstantSource wall) {
    this.wall = wall;
    this.begin = wall.instant();
  }

  void release() {
    released = wall.instant();
  }

  @Override
  public Instant instant() {
    Instant end = released;
    Instant now = wall.instant();
    return end == null ? crawled(now) : crawled(end).plus(Duration.between(end, now));
  }

  private Instant crawled(Instant until) {
    return begin.plus(Duration.between(begin, until).dividedBy(SLOWNESS));
  }
}
