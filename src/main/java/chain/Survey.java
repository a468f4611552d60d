package chain;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The heads of all nodes at one moment, and which of the nodes are in step. What is in step is
 * judged among the nodes, by height; the host's clock has no say.
 *
 * @param inStep best first
 */
record Survey(List<Node> inStep, Map<Endpoint, Head> heads, long at) {
  /**
   * Height that a node has to keep up with. A single node that runs ahead of two others is not
   * believed.
   */
  static long reference(List<Long> heights) {
    List<Long> sorted = heights.stream().sorted(Comparator.reverseOrder()).toList();
    return sorted.get(sorted.size() > 2 ? 1 : 0);
  }

  /** Names what is wrong with a node that answered, or is empty if it is in step. */
  static String fault(Node node, Head head, String chainId, long reference, long tolerance) {
    if (!chainId.isEmpty() && !head.chainId().equals(chainId)) {
      return "is on chain " + head.chainId() + " instead of " + chainId;
    }
    if (head.height() < reference - tolerance) {
      return "lags " + (reference - head.height()) + " blocks behind";
    }
    if (head.height() > reference + tolerance) {
      return "runs " + (head.height() - reference) + " blocks ahead of two others";
    }
    return node.standsStill().map(still -> standing(head, still)).orElse("");
  }

  private static String standing(Head head, Duration still) {
    return "stands still at height " + head.height() + " for " + still.toMillis() + " ms";
  }

  /** Head of the best node. */
  Head best() {
    return heads.get(inStep.get(0).endpoint());
  }
}
