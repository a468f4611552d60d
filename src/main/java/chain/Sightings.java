package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through the account's latest transactions for answers. Transfers and the like are passed
 * over; a node that keeps no index cannot tell, which is no failure.
 */
final class Sightings {
  private static final Logger LOG = LoggerFactory.getLogger(Sightings.class);

  /** Latest transactions looked at; some hours of a busy account. */
  private static final int LATEST = 30;

  private final Nodes nodes;
  private final Windows windows;
  private final String worker;

  Sightings(Nodes nodes, Windows windows, String worker) {
    this.nodes = nodes;
    this.windows = windows;
    this.worker = worker;
  }

  /** Of one topic, newest first. */
  List<Sighting> of(long topic) {
    Reply reply =
        nodes.get(
            "/cosmos/tx/v1beta1/txs?query=message.sender%3D%27"
                + worker
                + "%27&limit="
                + LATEST
                + "&order_by=ORDER_BY_DESC");
    if (!reply.ok()) {
      LOG.info("{} lists no transactions of {}: {}", reply.from(), worker, reply.message());
    }
    List<Sighting> seen = new ArrayList<>();
    for (JsonNode response : reply.at("tx_responses")) {
      String hash = response.path("txhash").asText().toUpperCase(Locale.ROOT);
      for (JsonNode message : response.path("tx").path("body").path("messages")) {
        JsonNode bundle = message.path("worker_data_bundle");
        if (answers(bundle, topic)) {
          long nonce = reply.whole(bundle.path("nonce").path("block_height"), "block_height");
          seen.add(new Sighting(windows.at(topic, nonce), hash));
        }
      }
    }
    return seen;
  }

  private boolean answers(JsonNode bundle, long topic) {
    return bundle.path("worker").asText().equals(worker)
        && bundle.path("topic_id").asText().equals(Long.toString(topic));
  }
}
