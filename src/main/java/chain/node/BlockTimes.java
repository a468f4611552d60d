package chain.node;

import chain.http.NodeUnavailableException;
import chain.model.BlockHead;
import chain.model.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Block time as the chain keeps it, measured between two headers and never assumed, and the header
 * times of single blocks.
 */
public final class BlockTimes {
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final long SPAN = 100;
  private static final int REMEMBERED = 64;

  private final NodeMonitor nodeMonitor;
  private final Timeouts timeouts;
  private final Map<Long, Instant> headers = new LinkedHashMap<>();
  private Duration measured = USUAL;
  private long measureAt;

  public BlockTimes(NodeMonitor nodeMonitor, Timeouts timeouts) {
    this.nodeMonitor = nodeMonitor;
    this.timeouts = timeouts;
    this.measureAt = timeouts.nanoTime();
  }

  /** In chain time. Before anything could be measured, the usual 5 s. */
  public synchronized Duration blockTime() {
    if (timeouts.nanoTime() - measureAt >= 0) {
      measureAt = timeouts.nanoTime() + timeouts.httpCallTimeout().toNanos();
      measureBlockTime();
    }
    return measured;
  }

  public Instant newestBlockTimestamp() {
    return nodeMonitor.bestHead().time();
  }

  public Optional<Instant> lastKnownBlockTimestamp() {
    return nodeMonitor.highestKnownHead().map(BlockHead::time);
  }

  private void measureBlockTime() {
    BlockHead head = nodeMonitor.bestHead();
    long from = Math.max(1, head.height() - SPAN);
    try {
      BlockHead earlier = nodeMonitor.probe().readBlockHeader(head.endpoint(), from);
      long blocks = head.height() - earlier.height();
      if (blocks > 0 && head.time().isAfter(earlier.time())) {
        measured = Duration.between(earlier.time(), head.time()).dividedBy(blocks);
        measureAt = timeouts.nanoTime() + timeouts.slowFactsTtl().toNanos();
      }
    } catch (NodeUnavailableException e) {
      // an old block may be pruned: the last measure stands
    }
  }

  /** Header time of a block: read where it is served, else reckoned from the head. */
  public synchronized Instant timeOf(long height) {
    Instant known = headers.get(height);
    return known != null
        ? known
        : height > nodeMonitor.bestHead().height()
            ? estimatedTimeOf(height)
            : readHeaderTime(height);
  }

  /** Reckoned from the head and the block time. */
  public Instant estimatedTimeOf(long height) {
    BlockHead head = nodeMonitor.bestHead();
    return head.time().plus(blockTime().multipliedBy(height - head.height()));
  }

  private Instant readHeaderTime(long height) {
    try {
      Instant time =
          nodeMonitor.probe().readBlockHeader(nodeMonitor.bestHead().endpoint(), height).time();
      headers.put(height, time);
      if (headers.size() > REMEMBERED) {
        headers.remove(headers.keySet().iterator().next());
      }
      return time;
    } catch (NodeUnavailableException e) {
      return estimatedTimeOf(height);
    }
  }
}
