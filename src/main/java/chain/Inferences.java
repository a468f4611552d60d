package chain;

import com.fasterxml.jackson.databind.JsonNode;
import domain.WindowKey;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads back what the chain stored for this worker: the proof that counts. */
final class Inferences {
  private final Queries queries;

  Inferences(Queries queries) {
    this.queries = queries;
  }

  /** Value stored for the window, in the chain's spelling. */
  Optional<String> stored(WindowKey key) {
    String name = queries.current().latestInference();
    Reply reply = queries.ask("/topics/" + key.topic() + "/workers/" + key.worker() + "/" + name);
    JsonNode latest = reply.at(name);
    if (!reply.ok() || !latest.isObject()) {
      return Optional.empty();
    }
    long nonce = reply.whole(latest.path("block_height"), "block_height");
    if (nonce == key.nonce()) {
      return Optional.of(latest.path("value").asText());
    }
    return nonce > key.nonce() ? closed(key) : Optional.empty();
  }

  /** A later inference hides the one looked for; the list of its nonce is kept. */
  private Optional<String> closed(WindowKey key) {
    Reply reply = queries.ask("/inferences/" + key.topic() + "/" + key.nonce());
    for (JsonNode inference : reply.at("inferences", "inferences")) {
      if (inference.path("inferer").asText().equals(key.worker())) {
        return Optional.of(inference.path("value").asText());
      }
    }
    return Optional.empty();
  }

  /** Whether two spellings are one number. */
  static boolean same(String stored, String value) {
    return new BigDecimal(stored).compareTo(new BigDecimal(value)) == 0;
  }
}
