package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalDouble;

/** What the network itself makes of all answers to the topic's last closed epoch. */
final class Consensus {
  private static final int EPOCHS = 2;

  private final Queries queries;

  Consensus(Queries queries) {
    this.queries = queries;
  }

  /** The combined inference; empty where there is none, or none of the last two epochs. */
  OptionalDouble of(long topic) {
    Reply reply = queries.ask("/latest_network_inferences/" + topic);
    if (!reply.ok() || stale(reply, topic)) {
      return OptionalDouble.empty();
    }
    return number(reply.at("network_inferences", "combined_value"));
  }

  private boolean stale(Reply reply, long topic) {
    TopicFacts facts = Topics.read(queries.answer("/topics/" + topic));
    long nonce = reply.at("inference_block_height").asLong();
    return facts.newestNonce() - nonce > EPOCHS * facts.epochLength();
  }

  /** A number as text, since v10 in a list with one label. */
  private static OptionalDouble number(JsonNode combined) {
    JsonNode text = combined.isArray() && combined.size() == 1 ? combined.get(0) : null;
    try {
      double value =
          Double.parseDouble(text == null ? combined.asText() : text.path("value").asText());
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }
}
