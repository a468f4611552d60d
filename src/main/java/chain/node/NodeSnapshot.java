package chain.node;

import chain.model.BlockHead;
import chain.model.NodeEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The heads of all nodes at one moment, and which of the nodes are in step.
 *
 * @param nodesInSync best first
 * @param surveyedAt when all nodes were asked
 * @param takenAt when the best one was
 */
record NodeSnapshot(
    List<Node> nodesInSync, Map<NodeEndpoint, BlockHead> heads, long surveyedAt, long takenAt) {
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

  /** The same nodes, of which the best has shown a newer block. */
  NodeSnapshot withBestHead(BlockHead head, long at) {
    Map<NodeEndpoint, BlockHead> newer = new HashMap<>(heads);
    newer.put(head.endpoint(), head);
    return new NodeSnapshot(nodesInSync, Map.copyOf(newer), surveyedAt, at);
  }

  /** As it was, for a moment in which nobody answers. */
  NodeSnapshot remembered(long at) {
    return new NodeSnapshot(nodesInSync, heads, surveyedAt, at);
  }

  /** Whether it was surveyed earlier than it is taken for. */
  boolean isRemembered() {
    return surveyedAt != takenAt;
  }

  /** Head of the best node. */
  BlockHead bestHead() {
    return heads.get(nodesInSync.get(0).endpoint());
  }
}
