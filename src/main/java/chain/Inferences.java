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
    Latest latest = latest(key.topic(), key.worker()).orElse(null);
    if (latest != null && latest.nonce() == key.nonce()) {
      return Optional.of(latest.value());
    }
    return latest != null && latest.nonce() > key.nonce() ? closed(key) : Optional.empty();
  }

  /** The newest one of this worker in the topic. */
  Optional<Latest> latest(long topic, String worker) {
    String name = queries.current().latestInference();
    Reply reply = queries.ask("/topics/" + topic + "/workers/" + worker + "/" + name);
    JsonNode latest = reply.at(name);
    if (!reply.ok() || !latest.isObject()) {
      return Optional.empty();
    }
    long nonce = reply.whole(latest.path("block_height"), "block_height");
    return Optional.of(new Latest(nonce, latest.path("value").asText()));
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

  /** Nonce and value as the chain spells it. */
  record Latest(long nonce, String value) {
    StoredInference in(long topic, Windows windows) {
      return new StoredInference(windows.at(topic, nonce), value);
    }
  }
}
