package chain.node;

import chain.model.BlockHead;
import domain.Failure;
import domain.FailureReason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which chain is followed and how far it is known to have come. A lower height under a later block
 * time is a chain that was reset, and needs an operator; under an earlier time it is a node that
 * catches up.
 */
final class ChainIdentity {
  private static final int OPERATOR = 2;
  private static final int CONFIGURATION = 78;

  /** Fewer blocks than this are a fork or a node behind, not another chain. */
  private static final long RESET = 1000;

  /** Rough, and used before anything was measured. */
  private static final Duration USUAL_BLOCK = Duration.ofSeconds(5);

  private static final Duration SHORTEST_BLOCK = Duration.ofMillis(250);

  private String chainId;
  private BlockHead first;
  private BlockHead highest;

  ChainIdentity(String chainId) {
    this.chainId = chainId;
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

  /** Height to keep up with: what the nodes say, and what has been seen before. */
  synchronized long referenceHeight(Collection<BlockHead> heads) {
    List<Long> heights =
        heads.stream()
            .filter(head -> head.chainId().equals(chainId))
            .map(BlockHead::height)
            .toList();
    long seen = highest == null ? 0 : highest.height();
    return heights.isEmpty() ? seen : Math.max(seen, NodeSnapshot.referenceHeight(heights));
  }

  synchronized void recordHighest(BlockHead head) {
    first = first == null ? head : first;
    if (highest == null || head.height() > highest.height()) {
      highest = head;
    }
  }

  /** In chain time, between the first and the newest block seen; at most the usual one. */
  synchronized Duration blockTime() {
    long blocks = highest == null ? 0 : highest.height() - first.height();
    if (blocks == 0) {
      return USUAL_BLOCK;
    }
    Duration mean = Duration.between(first.time(), highest.time()).dividedBy(blocks);
    Duration atLeast = mean.compareTo(SHORTEST_BLOCK) < 0 ? SHORTEST_BLOCK : mean;
    return atLeast.compareTo(USUAL_BLOCK) > 0 ? USUAL_BLOCK : atLeast;
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
      Collection<BlockHead> heads, boolean all, String name, List<String> troubles) {
    if (all && heads.stream().noneMatch(head -> head.chainId().equals(chainId))) {
      return new Failure.Stop(
          FailureReason.WRONG_NETWORK,
          CONFIGURATION,
          "none of the nodes is on "
              + chainId
              + ": "
              + String.join("; ", troubles)
              + ". Give endpoints of "
              + name);
    }
    if (heads.stream().anyMatch(this::wasReset)) {
      return new Failure.Stop(
          FailureReason.WRONG_NETWORK,
          OPERATOR,
          "chain "
              + chainId
              + " was at height "
              + highest.height()
              + " and has been reset: "
              + String.join("; ", troubles)
              + ". Start with a fresh journal if this is meant");
    }
    return new Failure.Retry(
        FailureReason.NO_ENDPOINT,
        "no node of " + name + " is in step: " + String.join("; ", troubles));
  }

  private boolean wasReset(BlockHead head) {
    return highest != null
        && head.chainId().equals(chainId)
        && head.height() < highest.height() - RESET
        && head.time().isAfter(highest.time());
  }
}
