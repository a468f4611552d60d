package chain.node;

import chain.model.Timeouts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the chain has come, by the heights that replies carry anyway, and when it will have come
 * further. Asks nobody. Times are of the monotonic clock.
 */
final class HeightTracker {
  record Observation(long height, long at) {}

  private static final int KEPT = 24;

  private final Timeouts timeouts;
  private final Deque<Observation> recent = new ArrayDeque<>();

  HeightTracker(Timeouts timeouts) {
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

  private long realNanos(Duration blockTime) {
    return Math.max(1, (long) (blockTime.toNanos() / timeouts.speed()));
  }
}
