package chain.model;

import java.time.Duration;
import java.time.Instant;

/** The newest block of a node, as that node tells it. */
public record BlockHead(NodeEndpoint endpoint, String chainId, long height, Instant time) {
  /** No chain is faster; a few blocks may come at once. */
  private static final Duration FASTEST_BLOCK = Duration.ofMillis(100);

  private static final long BLOCKS_AT_ONCE = 20;

  /**
   * Header times of a chain that catches up after a halt may run ahead of our clock, and a node may
   * tell a height with the time of the block before.
   */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  /**
   * Whether the chain can have come from here to the other height.
   *
   * @param elapsed chain time since this head was told, as far as it is known
   */
  public boolean canGrowTo(BlockHead other, Duration elapsed) {
    Duration byHeader = Duration.between(time, other.time);
    Duration longest = byHeader.compareTo(elapsed) > 0 ? byHeader : elapsed;
    return other.height <= height + BLOCKS_AT_ONCE + longest.dividedBy(FASTEST_BLOCK);
  }

  /** Whether the same node can tell the other head after this one, seen from that alone. */
  public boolean isFollowedBy(BlockHead other) {
    return other.height >= height && !other.time.isBefore(time) && canGrowTo(other, Duration.ZERO);
  }

  /** Whether the other head's time is possible so long after this one. */
  public boolean canAgeTo(BlockHead other, Duration elapsed) {
    Duration byHeader = Duration.between(time, other.time);
    return byHeader.compareTo(elapsed.plus(CLOCK_TOLERANCE)) <= 0
        && (other.height < height || !byHeader.plus(CLOCK_TOLERANCE).isNegative());
  }
}
