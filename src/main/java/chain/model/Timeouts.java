package chain.model;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long to wait for what. Durations are set in chain seconds and divided by the speed of a
 * simulated network, never below a floor that real sockets need; they are measured by a monotonic
 * clock, so that a jump of the host's wall clock changes nothing.
 *
 * @param speed chain seconds per real second, 1 on a real network
 * @param nanoClock monotonic clock
 */
public record Timeouts(double speed, LongSupplier nanoClock) {
  private static final Duration SECOND = Duration.ofSeconds(1);

  public Timeouts {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("speed must be above 0, got " + speed);
    }
  }

  public static Timeouts realTime() {
    return withSpeed(1);
  }

  public static Timeouts withSpeed(double speed) {
    return new Timeouts(speed, System::nanoTime);
  }

  /** Real time for a stretch of chain time, at least {@code floor}. */
  public Duration toRealTime(Duration chain, Duration floor) {
    Duration real = Duration.ofNanos((long) (chain.toNanos() / speed));
    return real.compareTo(floor) < 0 ? floor : real;
  }

  /** Longest a whole HTTP call may take, its body included. */
  public Duration httpCallTimeout() {
    return toRealTime(Duration.ofSeconds(10), Duration.ofMillis(600));
  }

  /** How long one node is waited for alone while there are others. */
  public Duration hedgeDelay() {
    return toRealTime(Duration.ofSeconds(2), Duration.ofMillis(100));
  }

  /**
   * How long a node is left alone after its {@code failures}th failure running: never more than two
   * blocks, as a longer rest is blindness while a window is open.
   */
  public Duration nodeCoolDown(int failures, Duration blockTime) {
    return toRealTime(blockTime.multipliedBy(Math.min(failures, 2)), Duration.ofMillis(50));
  }

  /** How long a websocket is left closed after its {@code failures}th failure running. */
  public Duration reconnectDelay(int failures) {
    long seconds = Math.min(120, 5L << Math.min(failures - 1, 5));
    return toRealTime(Duration.ofSeconds(seconds), Duration.ofMillis(50));
  }

  /**
   * How long all nodes need not be asked for their heads while the best one answers as it ought.
   */
  public Duration surveyTtl() {
    return toRealTime(Duration.ofMinutes(15), SECOND);
  }

  /** For how long a surprise is taken for one and the same. */
  public Duration slowFactsTtl() {
    return toRealTime(Duration.ofMinutes(3), SECOND);
  }

  /** How long an answer stays good that changes with the network's rules only. */
  public Duration hourlyFactsTtl() {
    return toRealTime(Duration.ofHours(1), SECOND);
  }

  /** How long a head stays valid before it is asked for again. */
  public Duration headTtl() {
    return toRealTime(SECOND, Duration.ofMillis(20));
  }

  /** A node without a new block for so long stands still. */
  public Duration stalledNodeLimit() {
    return toRealTime(Duration.ofSeconds(90), Duration.ofSeconds(3));
  }

  /** Blocks of {@code blockTime} that may lie between two heads asked at nearly the same time. */
  public long heightTolerance(Duration blockTime) {
    return 5 + (long) (speed * SECOND.toNanos() / blockTime.toNanos());
  }

  /** Sleeps for a stretch of chain time. */
  public void sleep(Duration chain) {
    try {
      Thread.sleep(toRealTime(chain, Duration.ofMillis(20)).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public long nanoTime() {
    return nanoClock.getAsLong();
  }
}
