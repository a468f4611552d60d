package chain.node;

import chain.model.Timeouts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the chain has come, by the heights that replies carry anyway, and when it will have come
 * further. Makes no request. Times are of the monotonic clock.
 */
final class HeightEstimator {
  record Observation(long height, long at) {}

  private static final int KEPT = 24;

  /** Blocks between two heights that tell the block time. */
  private static final long APART = 10;

  private final Timeouts timeouts;
  private final Deque<Observation> recent = new ArrayDeque<>();

  HeightEstimator(Timeouts timeouts) {
    this.timeouts = timeouts;
  }

  synchronized void record(long height) {
    recent.addLast(new Observation(height, timeouts.nanoTime()));
    if (recent.size() > KEPT) {
      recent.removeFirst();
    }
  }

  synchronized Optional<Observation> newest() {
    return Optional.ofNullable(recent.peekLast());
  }

  /** Forgets what does not fit, so that the next height is taken as it is. */
  synchronized void clear() {
    recent.clear();
  }

  /**
   * Whether a node that tells this height now can be in step, by what was told before.
   *
   * @param blockTime in chain time, roughly
   */
  synchronized boolean isPlausible(long height, Duration blockTime, long tolerance) {
    Observation last = recent.peekLast();
    if (last == null) {
      return true;
    }
    double blocks = (double) (timeouts.nanoTime() - last.at()) / realNanos(blockTime);
    return height >= last.height() + (long) (blocks / 2) - tolerance
        && height <= last.height() + (long) (blocks * 2) + tolerance;
  }

  /**
   * When nodes show a block of this height, or did: not before the height told last would allow,
   * and else as early as any height told of late lets expect.
   */
  synchronized OptionalLong visibleAt(long height, Duration blockTime) {
    Observation last = recent.peekLast();
    if (last == null) {
      return OptionalLong.empty();
    }
    long block = realNanos(blockTime);
    long earliest =
        recent.stream()
            .mapToLong(it -> it.at() + (height - it.height()) * block - last.at())
            .min()
            .getAsLong();
    return OptionalLong.of(last.at() + Math.max(earliest, (height - last.height() - 1) * block));
  }

  /** Height by now, as it is computed; 0 where none was told. */
  synchronized long estimate(Duration blockTime) {
    Observation last = recent.peekLast();
    return last == null
        ? 0
        : last.height() + (timeouts.nanoTime() - last.at()) / realNanos(blockTime);
  }

  /** Block time between the heights told of late, in chain time, if they are far enough apart. */
  synchronized Optional<Duration> blockTime() {
    Observation first = recent.peekFirst();
    Observation last = recent.peekLast();
    return first == null || last.height() - first.height() < APART
        ? Optional.empty()
        : Optional.of(
            Duration.ofNanos(
                (long)
                    ((last.at() - first.at())
                        * timeouts.speed()
                        / (last.height() - first.height()))));
  }

  private long realNanos(Duration blockTime) {
    return Math.max(1, (long) (blockTime.toNanos() / timeouts.speed()));
  }
}
