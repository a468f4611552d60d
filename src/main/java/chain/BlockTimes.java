package chain;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Block time as the chain keeps it, measured between two headers and never assumed, and the header
 * times of single blocks.
 */
final class BlockTimes {
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final long SPAN = 100;
  private static final int REMEMBERED = 64;

  private final Watch watch;
  private final Pace pace;
  private final Map<Long, Instant> headers = new LinkedHashMap<>();
  private Duration measured = USUAL;
  private long measureAt;

  BlockTimes(Watch watch, Pace pace) {
    this.watch = watch;
    this.pace = pace;
    this.measureAt = pace.now();
  }

  /** In chain time. Before anything could be measured, the usual 5 s. */
  synchronized Duration blockTime() {
    if (pace.now() - measureAt >= 0) {
      measureAt = pace.now() + pace.deadline().toNanos();
      measure();
    }
    return measured;
  }

  Instant newest() {
    return watch.head().time();
  }

  Optional<Instant> known() {
    return watch.known().map(Head::time);
  }

  private void measure() {
    Head head = watch.head();
    long from = Math.max(1, head.height() - SPAN);
    try {
      Head earlier = watch.probe().block(head.from(), from);
      long blocks = head.height() - earlier.height();
      if (blocks > 0 && head.time().isAfter(earlier.time())) {
        measured = Duration.between(earlier.time(), head.time()).dividedBy(blocks);
        measureAt = pace.now() + pace.factsLast().toNanos();
      }
    } catch (Silence e) {
      // an old block may be pruned: the last measure stands
    }
  }

  /** Header time of a block: read where it is served, else reckoned from the head. */
  synchronized Instant timeOf(long height) {
    Instant known = headers.get(height);
    return known != null ? known : height > watch.head().height() ? reckoned(height) : read(height);
  }

  /** Reckoned from the head and the block time. */
  Instant reckoned(long height) {
    Head head = watch.head();
    return head.time().plus(blockTime().multipliedBy(height - head.height()));
  }

  private Instant read(long height) {
    try {
      Instant time = watch.probe().block(watch.head().from(), height).time();
      headers.put(height, time);
      if (headers.size() > REMEMBERED) {
        headers.remove(headers.keySet().iterator().next());
      }
      return time;
    } catch (Silence e) {
      return reckoned(height);
    }
  }
}
