package chain;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint and what is known of its health. After a failure it rests, longer each time, and
 * must answer twice before it is preferred again. Safe for use by several threads.
 */
final class Node {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private static final int PROOF = 2;

  /** More is not granted to a node that asks to be left alone: windows are short. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final Endpoint endpoint;
  private final Pace pace;
  private int failures;
  private int answers = PROOF;
  private long restsUntil;
  private boolean askedForRest;
  private String chainId = "";
  private String trouble = "";
  private long height;
  private long grewAt;

  Node(Endpoint endpoint, Pace pace) {
    this.endpoint = endpoint;
    this.pace = pace;
    this.restsUntil = pace.now();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  synchronized void answered(Head head) {
    if (failures > 0) {
      LOG.debug("{} answers again", endpoint);
    }
    failures = 0;
    answers++;
    trouble = "";
    chainId = head.chainId();
    if (head.height() != height) {
      height = head.height();
      grewAt = pace.now();
    }
  }

  synchronized void failed(String detail, Duration rest) {
    if (!detail.equals(trouble)) {
      LOG.debug("{} {}: left alone for now", endpoint, detail);
    }
    failures++;
    answers = 0;
    trouble = detail;
    askedForRest = !rest.isZero();
    Duration granted = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    long pause = Math.max(pace.coolDown(failures).toNanos(), granted.toNanos());
    restsUntil = pace.now() + pause;
  }

  /** Notes what is wrong with a node that answers, without letting it rest. */
  synchronized void doubted(String detail) {
    trouble = detail;
    answers = 0;
  }

  synchronized boolean resting() {
    return failures > 0 && pace.now() - restsUntil < 0;
  }

  /** Whether it asked itself to be left alone for now, so that it is not even a last resort. */
  synchronized boolean askedForRest() {
    return askedForRest && resting();
  }

  /** Whether it was on another chain when it answered last. */
  synchronized boolean strayedFrom(String expected) {
    return !chainId.isEmpty() && !chainId.equals(expected);
  }

  /** Whether it has answered well long enough to be preferred. */
  synchronized boolean proven() {
    return answers >= PROOF;
  }

  /** How long the same height has been seen, if too long. */
  synchronized Optional<Duration> standsStill() {
    Duration since = Duration.ofNanos(pace.now() - grewAt);
    return since.compareTo(pace.patience()) > 0 ? Optional.of(since) : Optional.empty();
  }

  /** What was wrong last, empty while it is well. */
  synchronized String trouble() {
    return trouble;
  }
}
