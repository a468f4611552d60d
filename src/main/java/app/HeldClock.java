package app;

import java.time.Instant;
import java.time.InstantSource;

/** A wall clock that stands still until released, so that simulated time waits for the start. */
final class HeldClock implements InstantSource {
  private final InstantSource wall;
  private final Instant held;
  private volatile Instant released;

  HeldClock(InstantSource wall) {
    this.wall = wall;
    this.held = wall.instant();
  }

  void release() {
    released = wall.instant();
  }

  @Override
  public Instant instant() {
    Instant since = released;
    return since == null ? held : held.plus(java.time.Duration.between(since, wall.instant()));
  }
}
