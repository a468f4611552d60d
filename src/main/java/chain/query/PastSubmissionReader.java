package chain.query;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.PastSubmission;
import chain.node.NodePool;
import chain.window.WindowFinder;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches the account's latest transactions for submissions. Transfers and the like are passed
 * over; a node that keeps no index cannot tell, which is no failure.
 */
public final class PastSubmissionReader {
  private static final Logger LOG = LoggerFactory.getLogger(PastSubmissionReader.class);

  /** Latest transactions looked at; some hours of a busy account. */
  private static final int LATEST = 30;

  private final NodePool nodes;
  private final WindowFinder windows;
  private final String worker;
  private SearchResult latest;

  /**
   * What one search found, or why it failed. Nodes read whole blocks for it, and all topics of a
   * wallet ask at once when it starts: one search serves those of the same block.
   */
  private record SearchResult(NodeReply reply, RuntimeException failure, long searchedAt) {}

  public PastSubmissionReader(NodePool nodes, WindowFinder windows, String worker) {
    this.nodes = nodes;
    this.windows = windows;
    this.worker = worker;
  }

  /** Of one topic, newest first. */
  public List<PastSubmission> readRecent(long topic) {
    SearchResult found = searchOnceInBlock();
    if (found.failure() != null) {
      throw found.failure();
    }
    return submissionsOf(topic, found.reply());
  }

  private synchronized SearchResult searchOnceInBlock() {
    if (latest == null || !nodes.monitor().isWithinBlock(latest.searchedAt())) {
      try {
        latest = new SearchResult(search(), null, nodes.monitor().nanoTime());
      } catch (NodeUnavailableException | Failure.Retry e) {
        latest = new SearchResult(null, e, nodes.monitor().nanoTime());
      }
    }
    return latest;
  }

  private NodeReply search() {
    NodeReply reply =
        nodes.get(
            "/cosmos/tx/v1beta1/txs?query=message.sender%3D%27"
                + worker
                + "%27&limit="
                + LATEST
                + "&order_by=ORDER_BY_DESC");
    if (!reply.isOk()) {
      LOG.info(
          "{} lists no transactions of {}: {}", reply.endpoint(), worker, reply.errorMessage());
    }
    return reply;
  }

  private List<PastSubmission> submissionsOf(long topic, NodeReply reply) {
    List<PastSubmission> seen = new ArrayList<>();
    for (JsonNode response : reply.field("tx_responses")) {
      String hash = response.path("txhash").asText().toUpperCase(Locale.ROOT);
      for (JsonNode message : response.path("tx").path("body").path("messages")) {
        JsonNode bundle = message.path("worker_data_bundle");
        if (isSubmissionFor(bundle, topic)) {
          long nonce = reply.parseLong(bundle.path("nonce").path("block_height"), "block_height");
          seen.add(new PastSubmission(windows.windowOfNonce(topic, nonce), hash));
        }
      }
    }
    return seen;
  }

  private boolean isSubmissionFor(JsonNode bundle, long topic) {
    return bundle.path("worker").asText().equals(worker)
        && bundle.path("topic_id").asText().equals(Long.toString(topic));
  }
}
