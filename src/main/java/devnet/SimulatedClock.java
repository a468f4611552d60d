package devnet;

import java.time.Instant;
import java.time.InstantSource;

/** Chain time: a fixed start plus the wall time passed since then, multiplied by the speed. */
public final class SimulatedClock implements InstantSource {
  private final Instant start;
  private final InstantSource wallClock;
  private final Instant wallStart;
  private final double speed;

  /**
   * @param speed chain seconds per wall second, above 0
   */
  public SimulatedClock(Instant start, InstantSource wallClock, double speed) {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed must be above 0, got " + speed);
    }
    this.start = start;
    this.wallClock = wallClock;
    this.wallStart = wallClock.instant();
    this.speed = speed;
  }

  @Override
  public Instant instant() {
    long passed = java.time.Duration.between(wallStart, wallClock.instant()).toNanos();
    return start.plusNanos((long) (passed * speed));
  }

  public double speed() {
    return speed;
  }
}
