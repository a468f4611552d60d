package chain.node;

import chain.model.BlockHead;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint and what is known of its health. After a failure it rests, longer each time, and
 * must answer twice before it is preferred again. Safe for use by several threads.
 */
public final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private static final int PROOF = 2;

  /** More is not granted to a node that asks to be left alone: windows are short. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final NodeEndpoint endpoint;
  private final Timeouts timeouts;
  private final Supplier<Duration> blockTime;
  private int failures;
  private int answers = PROOF;
  private long restsUntil;
  private boolean askedForRest;
  private String chainId = "";
  private String problem = "";
  private long height;
  private long grewAt;

  /**
   * @param blockTime of the chain, in chain time
   */
  Node(NodeEndpoint endpoint, Timeouts timeouts, Supplier<Duration> blockTime) {
    this.endpoint = endpoint;
    this.timeouts = timeouts;
    this.blockTime = blockTime;
    this.restsUntil = timeouts.nanoTime();
  }

  public NodeEndpoint endpoint() {
    return endpoint;
  }

  /** It answered a question, which ends its rest at once. */
  synchronized void recordAnswer() {
    if (failures > 0) {
      LOG.debug("{} answers again", endpoint);
      problem = "";
    }
    failures = 0;
  }

  /**
   * The status of a node that stands still may tell one block less than its newest block: that the
   * two alternate is no growth.
   */
  synchronized void recordSuccess(BlockHead head) {
    recordAnswer();
    answers++;
    problem = "";
    chainId = head.chainId();
    if (head.height() > height || head.height() < height - 1) {
      height = head.height();
      grewAt = timeouts.nanoTime();
    }
  }

  public synchronized void recordFailure(String detail, Duration rest) {
    if (!detail.equals(problem)) {
      LOG.debug("{} {}: not asked for now", endpoint, detail);
    }
    failures++;
    answers = 0;
    problem = detail;
    askedForRest = !rest.isZero();
    Duration granted = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    long pause =
        Math.max(timeouts.nodeCoolDown(failures, blockTime.get()).toNanos(), granted.toNanos());
    restsUntil = timeouts.nanoTime() + pause;
  }

  /** Notes what is wrong with a node that answers, without letting it rest. */
  synchronized void recordFault(String detail) {
    problem = detail;
    answers = 0;
  }

  synchronized boolean isCoolingDown() {
    return failures > 0 && timeouts.nanoTime() - restsUntil < 0;
  }

  /** Whether it asked itself to be left alone for now, so that it is not even a last resort. */
  synchronized boolean isRetryAfterPending() {
    return askedForRest && isCoolingDown();
  }

  /** Whether it was on another chain when it answered last. */
  public synchronized boolean isOnOtherChain(String expected) {
    return !chainId.isEmpty() && !chainId.equals(expected);
  }

  /** Whether it has been healthy long enough to be preferred. */
  synchronized boolean isReliable() {
    return answers >= PROOF;
  }

  /** How long the same height has been seen, if too long. */
  synchronized Optional<Duration> stalledFor() {
    Duration since = Duration.ofNanos(timeouts.nanoTime() - grewAt);
    return since.compareTo(timeouts.stalledNodeLimit()) > 0 ? Optional.of(since) : Optional.empty();
  }

  /** What was wrong last, empty while it is healthy. */
  synchronized String lastFault() {
    return problem;
  }
}
