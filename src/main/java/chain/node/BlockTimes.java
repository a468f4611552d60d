package chain.node;

import chain.http.NodeUnavailableException;
import chain.model.BlockHead;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Block time as the chain keeps it, measured between two headers and never assumed, and the header
 * times of single blocks.
 */
public final class BlockTimes {
  private static final Duration USUAL = Duration.ofSeconds(5);
  private static final long SPAN = 100;
  private static final int REMEMBERED = 64;

  /** First block with a time of its own: the one before has that of genesis. */
  private static final long FIRST = 2;

  /** Chain time over which the block time may be exact enough to do without a header. */
  private static final Duration NEAR = Duration.ofMinutes(5);

  /** Blocks by which the chain may have gone faster or slower than computed. */
  private static final long DRIFT = 2;

  /** Blocks that two headers must be apart to measure the block time by. */
  private static final long APART = 20;

  private final NodeMonitor nodeMonitor;
  private final Timeouts timeouts;
  private final NavigableMap<Long, Instant> headers = new TreeMap<>();
  private Duration measured = USUAL;
  private boolean known;
  private long measureAt;
  private Sighting newestRead = Sighting.NONE;

  /**
   * @param header height of a header that was read
   * @param head height of the chain at that moment
   * @param at the moment, by the monotonic clock
   */
  private record Sighting(long header, long head, long at) {
    static final Sighting NONE = new Sighting(0, 0, 0);
  }

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
    long from = Math.max(FIRST, head.height() - SPAN);
    try {
      Instant expected = head.time().minus(measured.multipliedBy(head.height() - from));
      BlockHead earlier = readHeader(nodeMonitor.headerEndpoint(), from, expected);
      long blocks = head.height() - earlier.height();
      if (blocks > 0 && head.time().isAfter(earlier.time())) {
        keepMeasured(perBlock(earlier.time(), head.time(), blocks));
      }
    } catch (NodeUnavailableException e) {
      // an old block may be pruned: what was read and seen so far has to do
      Optional<Duration> seen = sinceHeaderReadBefore(head).or(nodeMonitor.heights()::blockTime);
      measured = seen.orElse(measured);
      known |= seen.isPresent();
    }
  }

  private Optional<Duration> sinceHeaderReadBefore(BlockHead head) {
    return Optional.ofNullable(headers.floorEntry(head.height() - APART))
        .filter(it -> head.time().isAfter(it.getValue()))
        .map(it -> perBlock(it.getValue(), head.time(), head.height() - it.getKey()));
  }

  private static Duration perBlock(Instant from, Instant until, long blocks) {
    return Duration.between(from, until).dividedBy(blocks);
  }

  private void keepMeasured(Duration blockTime) {
    measured = blockTime;
    known = true;
    measureAt = timeouts.nanoTime() + timeouts.hourlyFactsTtl().toNanos();
  }

  /** Of one node; a time that surprises is asked of the others too. */
  private BlockHead readHeader(NodeEndpoint endpoint, long height, Instant expected) {
    BlockHead header = nodeMonitor.probe().readBlockHeader(endpoint, height);
    if (distance(header, expected).compareTo(measured.multipliedBy(SPAN)) <= 0) {
      return header;
    }
    return nodeMonitor.nodesInSync(endpoint.protocol()).stream()
        .filter(it -> !it.endpoint().equals(endpoint))
        .flatMap(it -> readHeaderOf(it.endpoint(), height).stream())
        .reduce(header, (a, b) -> nearer(a, b, expected));
  }

  private static BlockHead nearer(BlockHead a, BlockHead b, Instant expected) {
    return distance(b, expected).compareTo(distance(a, expected)) < 0 ? b : a;
  }

  private static Duration distance(BlockHead header, Instant expected) {
    return Duration.between(expected, header.time()).abs();
  }

  private Optional<BlockHead> readHeaderOf(NodeEndpoint endpoint, long height) {
    try {
      return Optional.of(nodeMonitor.probe().readBlockHeader(endpoint, height));
    } catch (NodeUnavailableException e) {
      return Optional.empty();
    }
  }

  /** Header time of a block: read where it is served, else computed from the head. */
  public synchronized Instant timeOf(long height) {
    Instant read = headers.get(height);
    if (read != null) {
      return read;
    }
    return height > nodeMonitor.height() || isComputedWell(height)
        ? estimatedTimeOf(height)
        : readHeaderTime(height);
  }

  /** Whether a header shortly before is known, so that another one would tell little. */
  private boolean isComputedWell(long height) {
    Map.Entry<Long, Instant> earlier = headers.floorEntry(height);
    return earlier != null
        && earlier.getKey() == newestRead.header()
        && known
        && measured.multipliedBy(height - earlier.getKey()).compareTo(NEAR) < 0
        && isAsFastAsMeasured();
  }

  /** Blocks take longer on some minutes than on others; the clock shows that without a request. */
  private boolean isAsFastAsMeasured() {
    Duration passed =
        Duration.ofNanos((long) ((timeouts.nanoTime() - newestRead.at()) * timeouts.speed()));
    Duration computed = measured.multipliedBy(nodeMonitor.height() - newestRead.head());
    return passed.minus(computed).abs().compareTo(measured.multipliedBy(DRIFT)) <= 0;
  }

  /** Whether the chain came from this header to its head without a halt. */
  private boolean isSteadySince(long height, Instant time) {
    return nodeMonitor
        .highestKnownHead()
        .map(it -> it.time().minus(measured.multipliedBy(it.height() - height)))
        .filter(it -> Duration.between(time, it).abs().compareTo(measured.multipliedBy(DRIFT)) <= 0)
        .isPresent();
  }

  /** Computed with the block time from an earlier header that is known, else from the head. */
  public synchronized Instant estimatedTimeOf(long height) {
    Map.Entry<Long, Instant> earlier = headers.floorEntry(height);
    if (earlier != null && height - earlier.getKey() < 10 * SPAN) {
      return earlier.getValue().plus(blockTime().multipliedBy(height - earlier.getKey()));
    }
    BlockHead head = nodeMonitor.bestHead();
    return head.time().plus(blockTime().multipliedBy(height - head.height()));
  }

  /** As {@link #estimatedTimeOf}, roughly; makes no request. */
  private Instant expectedTimeOf(long height) {
    Map.Entry<Long, Instant> known =
        Optional.ofNullable(headers.floorEntry(height))
            .orElseGet(
                () -> {
                  BlockHead head = nodeMonitor.highestKnownHead().orElseThrow();
                  return Map.entry(head.height(), head.time());
                });
    return known.getValue().plus(measured.multipliedBy(height - known.getKey()));
  }

  /** Real time until nodes show a block of this height, if it can be computed. */
  public Optional<Duration> timeUntilVisible(long height) {
    OptionalLong at = nodeMonitor.heights().visibleAt(height, measured());
    return at.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(at.getAsLong() - timeouts.nanoTime()));
  }

  /** Height by now, as it is computed; 0 where none was told. Makes no request. */
  public long estimatedHeight() {
    return nodeMonitor.heights().estimate(measured());
  }

  /** Whether the block time has been measured, and is not just the usual one; makes no request. */
  public synchronized boolean isMeasured() {
    return known;
  }

  /** As measured last; makes no request. */
  public synchronized Duration measured() {
    return measured;
  }

  private Instant readHeaderTime(long height) {
    try {
      Instant time =
          readHeader(nodeMonitor.headerEndpoint(), height, expectedTimeOf(height)).time();
      Map.Entry<Long, Instant> before = headers.lowerEntry(height);
      if (before != null && height - before.getKey() >= APART && height > headers.lastKey()) {
        keepMeasured(perBlock(before.getValue(), time, height - before.getKey()));
      }
      headers.put(height, time);
      newestRead =
          isSteadySince(height, time)
              ? new Sighting(height, nodeMonitor.height(), timeouts.nanoTime())
              : Sighting.NONE;
      if (headers.size() > REMEMBERED) {
        headers.pollFirstEntry();
      }
      return time;
    } catch (NodeUnavailableException e) {
      return estimatedTimeOf(height);
    }
  }
}
