package chain.query;

import base.BoundedNumbers;
import chain.http.NodeReply;
import chain.model.TopicInfo;
import chain.node.EmissionsQueries;
import chain.node.NodeMonitor;
import chain.node.NodePool;
import chain.window.TopicCache;
import com.fasterxml.jackson.databind.JsonNode;
import domain.NetworkInference;
import java.util.Optional;

/** The network's combined inference of the topic's last closed epoch. */
public final class ConsensusReader {
  private static final int EPOCHS = 2;

  private final NodeMonitor nodeMonitor;
  private final EmissionsQueries queries;
  private final TopicCache topics;

  public ConsensusReader(NodePool nodes, EmissionsQueries queries, TopicCache topics) {
    this.nodeMonitor = nodes.monitor();
    this.queries = queries;
    this.topics = topics;
  }

  /** The combined inference; empty where there is none, or none of the last two epochs. */
  public Optional<NetworkInference> readNetworkInference(long topic) {
    NodeReply reply = queries.get("/latest_network_inferences/" + topic);
    if (!reply.isOk() || isStale(reply, topic)) {
      return Optional.empty();
    }
    long nonce = reply.longFieldOrZero("inference_block_height");
    return parseCombinedValue(reply.field("network_inferences", "combined_value"))
        .map(value -> new NetworkInference(nonce, value));
  }

  private boolean isStale(NodeReply reply, long topic) {
    TopicInfo facts = topics.cachedTopic(topic);
    long nonce = reply.longFieldOrZero("inference_block_height");
    return facts.newestNonceAt(nodeMonitor.height()) - nonce > EPOCHS * facts.epochLength();
  }

  /** A number as text, since v10 in a list with one label. */
  private static Optional<Double> parseCombinedValue(JsonNode combined) {
    JsonNode text = combined.isArray() && combined.size() == 1 ? combined.get(0) : null;
    try {
      return Optional.of(
          BoundedNumbers.parseDouble(
              text == null ? combined.asText() : text.path("value").asText()));
    } catch (BoundedNumbers.UnusableNumberException e) {
      return Optional.empty();
    }
  }
}
