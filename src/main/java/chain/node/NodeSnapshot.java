package chain.node;

import chain.model.BlockHead;
import chain.model.NodeEndpoint;
import java.util.List;
import java.util.Map;

/**
 * The heads of all nodes at one moment, and which of the nodes are in step.
 *
 * @param nodesInSync best first
 */
record NodeSnapshot(List<Node> nodesInSync, Map<NodeEndpoint, BlockHead> heads, long takenAt) {
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
    return node.stalledFor()
        .map(it -> "stands still at height " + head.height() + " for " + it.toMillis() + " ms")
        .orElse("");
  }

  /** Head of the best node. */
  BlockHead bestHead() {
    return heads.get(nodesInSync.get(0).endpoint());
  }
}
