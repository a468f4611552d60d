package chain.node;

import chain.model.BlockHead;
import chain.model.NodeEndpoint;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The heads of all nodes at one moment, and which of the nodes are in step. What is in step is
 * judged among the nodes, by height; the host's clock has no say.
 *
 * @param nodesInSync best first
 */
record NodeSnapshot(List<Node> nodesInSync, Map<NodeEndpoint, BlockHead> heads, long takenAt) {
  /**
   * Height that a node has to keep up with. A single node that runs ahead of two others is not
   * believed.
   */
  static long referenceHeight(List<Long> heights) {
    List<Long> sorted = heights.stream().sorted(Comparator.reverseOrder()).toList();
    return sorted.get(sorted.size() > 2 ? 1 : 0);
  }

  /** Names what is wrong with a node that answered, or is empty if it is in step. */
  static String findFault(
      Node node, BlockHead head, String chainId, long reference, long tolerance) {
    if (!chainId.isEmpty() && !head.chainId().equals(chainId)) {
      return "is on chain " + head.chainId() + " instead of " + chainId;
    }
    if (head.height() < reference - tolerance) {
      return "lags " + (reference - head.height()) + " blocks behind";
    }
    if (head.height() > reference + tolerance) {
      return "runs " + (head.height() - reference) + " blocks ahead of two others";
    }
    return node.stalledFor().map(still -> stalledMessage(head, still)).orElse("");
  }

  private static String stalledMessage(BlockHead head, Duration still) {
    return "stands still at height " + head.height() + " for " + still.toMillis() + " ms";
  }

  /** Head of the best node. */
  BlockHead bestHead() {
    return heads.get(nodesInSync.get(0).endpoint());
  }
}
