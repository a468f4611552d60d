package chain.node;

import chain.model.BlockHead;
import chain.model.Timeouts;
import domain.Failure;
import domain.FailureReason;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which chain is followed and how far it is known to have come. A head that the chain cannot have
 * reached since the last one is rejected while another node tells a possible one. A lower height
 * under a later block time is a chain that was reset, if all nodes go on telling it.
 */
final class HeadValidator {
  private static final int OPERATOR = 2;
  private static final int CONFIGURATION = 78;

  /** Fewer blocks than this are a fork or a node behind, not another chain. */
  private static final long RESET = 1000;

  private static final long FEW_BLOCKS = 5;

  /** Surveys, and chain time, over which all nodes must tell of less than was known. */
  private static final int SURVEYS = 3;

  private static final Duration LASTING = Duration.ofSeconds(30);

  /** Rough, and used before anything was measured. */
  private static final Duration USUAL_BLOCK = Duration.ofSeconds(5);

  private static final Duration SHORTEST_BLOCK = Duration.ofMillis(250);

  private final Timeouts timeouts;
  private String chainId;
  private BlockHead first;
  private BlockHead highest;
  private BlockHead beforeJump;
  private long highestAt;
  private int surveysBelow;
  private long belowSince;

  HeadValidator(String chainId, Timeouts timeouts) {
    this.chainId = chainId;
    this.timeouts = timeouts;
  }

  synchronized String chainId() {
    return chainId;
  }

  /** Takes the chain id from the first answer where none is configured. */
  synchronized void learnChainId(BlockHead first) {
    if (chainId.isEmpty()) {
      chainId = first.chainId();
    }
  }

  /**
   * Why this head is rejected, empty if it is accepted: another node of the chain tells a possible
   * one, and this is none. The lowest head is where judging begins.
   */
  synchronized Optional<String> contradiction(BlockHead head, Collection<BlockHead> all) {
    List<BlockHead> ours = all.stream().filter(it -> it.chainId().equals(chainId)).toList();
    BlockHead base =
        highest != null
            ? highest
            : ours.stream().min(Comparator.comparingLong(BlockHead::height)).orElse(head);
    return ours.contains(head)
            && !isPossible(base, head)
            && ours.stream().anyMatch(it -> isPossible(base, it))
        ? Optional.of(
            "shows height %d at %s, which the chain cannot have come to since height %d at %s"
                .formatted(head.height(), head.time(), base.height(), base.time()))
        : Optional.empty();
  }

  /** Whether the chain can have come to this head since the highest one. */
  synchronized boolean canFollow(BlockHead head) {
    return highest == null || isPossible(highest, head);
  }

  /** Whether the chain can have come from one head, seen last, to the other, seen now. */
  private boolean isPossible(BlockHead from, BlockHead to) {
    return from == highest
        ? from.canGrowTo(to, sinceHighest()) && from.canAgeTo(to, sinceHighest())
        : from.canGrowTo(to, Duration.ZERO);
  }

  private Duration sinceHighest() {
    return Duration.ofNanos((long) ((timeouts.nanoTime() - highestAt) * timeouts.speed()));
  }

  /**
   * Height to keep up with: what the nodes say, and what has been seen before. A single node that
   * runs ahead of two others is not believed.
   *
   * @param heads of nodes that go on and are not contradicted
   */
  synchronized long referenceHeight(Collection<BlockHead> heads) {
    List<Long> heights =
        heads.stream()
            .filter(head -> head.chainId().equals(chainId))
            .map(BlockHead::height)
            .sorted(Comparator.reverseOrder())
            .toList();
    long seen = highest == null ? 0 : highest.height();
    return heights.isEmpty() ? seen : Math.max(seen, heights.get(heights.size() > 2 ? 1 : 0));
  }

  synchronized void recordHighest(BlockHead head) {
    first = first == null ? head : first;
    if (highest != null && beforeJump == null && !isPossible(highest, head)) {
      beforeJump = highest;
    }
    if (highest == null || head.height() > highest.height()) {
      highest = head;
      highestAt = timeouts.nanoTime();
    }
    surveysBelow = 0;
  }

  /**
   * Records that all nodes tell of less than was known. Whether it was taken back: then a lie had
   * been believed.
   */
  synchronized boolean retract(Collection<BlockHead> heads) {
    List<BlockHead> ours = heads.stream().filter(it -> it.chainId().equals(chainId)).toList();
    if (highest == null || ours.isEmpty()) {
      return false;
    }
    surveysBelow++;
    belowSince = surveysBelow == 1 ? timeouts.nanoTime() : belowSince;
    long top = ours.stream().mapToLong(BlockHead::height).max().orElse(0);
    BlockHead earlier = beforeJump;
    boolean jumpedBack = earlier != null && top >= earlier.height();
    boolean shortLie = ours.size() > 1 && surveysBelow >= SURVEYS && top > highest.height() - RESET;
    if (jumpedBack || shortLie) {
      highest = null;
      beforeJump = null;
      surveysBelow = 0;
    }
    return highest == null;
  }

  /**
   * In chain time, between the first and the newest block seen; at most the usual one. Of few
   * blocks it says nothing: a head may come with the time of the block before.
   */
  synchronized Duration blockTime() {
    long blocks = highest == null ? 0 : highest.height() - first.height();
    if (blocks < FEW_BLOCKS) {
      return USUAL_BLOCK;
    }
    long mean = Duration.between(first.time(), highest.time()).toMillis() / blocks;
    return Duration.ofMillis(
        Math.max(SHORTEST_BLOCK.toMillis(), Math.min(mean, USUAL_BLOCK.toMillis())));
  }

  synchronized Optional<BlockHead> highestHead() {
    return Optional.ofNullable(highest);
  }

  /**
   * What to throw when nodes answer and none of them is in step.
   *
   * @param all whether every node answered; one that is down may be the only one on our chain
   */
  synchronized Failure outOfSyncFailure(
      Collection<BlockHead> heads, boolean all, String name, List<String> problems) {
    String reported = String.join("; ", problems);
    if (all && heads.stream().noneMatch(head -> head.chainId().equals(chainId))) {
      return new Failure.Stop(
          FailureReason.WRONG_NETWORK,
          CONFIGURATION,
          "none of the nodes is on %s: %s. Give endpoints of %s"
              .formatted(chainId, reported, name));
    }
    boolean lasting =
        surveysBelow >= SURVEYS
            && (timeouts.nanoTime() - belowSince) * timeouts.speed() >= LASTING.toNanos();
    if (lasting && heads.stream().allMatch(this::wasReset)) {
      return new Failure.Stop(
          FailureReason.WRONG_NETWORK,
          OPERATOR,
          "chain %s was at height %d and has been reset: %s. Start with a fresh journal if this is meant"
              .formatted(chainId, highest.height(), reported));
    }
    return new Failure.Retry(
        FailureReason.NO_ENDPOINT, "no node of " + name + " is in step: " + reported);
  }

  private boolean wasReset(BlockHead head) {
    return highest != null
        && head.chainId().equals(chainId)
        && head.height() < highest.height() - RESET
        && head.time().isAfter(highest.time());
  }
}
