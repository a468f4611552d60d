package chain;

import domain.Failure;
import domain.Reason;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which chain is followed and how far it is known to have come. A lower height under a later block
 * time is a chain that was reset, and needs an operator; under an earlier time it is a node that
 * catches up.
 */
final class Pedigree {
  private static final int OPERATOR = 2;
  private static final int CONFIGURATION = 78;

  /** Fewer blocks than this are a fork or a node behind, not another chain. */
  private static final long RESET = 1000;

  private String chainId;
  private Head highest;

  Pedigree(String chainId) {
    this.chainId = chainId;
  }

  synchronized String chainId() {
    return chainId;
  }

  /** Takes the chain id from the first answer where none is configured. */
  synchronized void learn(Head first) {
    if (chainId.isEmpty()) {
      chainId = first.chainId();
    }
  }

  /** Height to keep up with: what the nodes say, and what has been seen before. */
  synchronized long reference(Collection<Head> heads) {
    List<Long> heights =
        heads.stream().filter(head -> head.chainId().equals(chainId)).map(Head::height).toList();
    long seen = highest == null ? 0 : highest.height();
    return heights.isEmpty() ? seen : Math.max(seen, Survey.reference(heights));
  }

  synchronized void follow(Head head) {
    if (highest == null || head.height() > highest.height()) {
      highest = head;
    }
  }

  synchronized Optional<Head> highest() {
    return Optional.ofNullable(highest);
  }

  /**
   * What to throw when nodes answer and none of them is in step.
   *
   * @param all whether every node answered; one that is down may be the only one on our chain
   */
  synchronized Failure outOfStep(
      Collection<Head> heads, boolean all, String name, List<String> troubles) {
    if (all && heads.stream().noneMatch(head -> head.chainId().equals(chainId))) {
      return new Failure.Stop(
          Reason.WRONG_NETWORK,
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
          Reason.WRONG_NETWORK,
          OPERATOR,
          "chain "
              + chainId
              + " was at height "
              + highest.height()
              + " and has been reset: "
              + String.join("; ", troubles)
              + ". Start with a fresh journal if this is meant");
    }
    return new Failure.Wait(
        Reason.NO_ENDPOINT, "no node of " + name + " is in step: " + String.join("; ", troubles));
  }

  private boolean wasReset(Head head) {
    return highest != null
        && head.chainId().equals(chainId)
        && head.height() < highest.height() - RESET
        && head.time().isAfter(highest.time());
  }
}
