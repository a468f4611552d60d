package chain.query;

import chain.http.NodeReply;
import chain.model.StoredInference;
import chain.node.EmissionsQueries;
import chain.window.WindowFinder;
import com.fasterxml.jackson.databind.JsonNode;
import domain.WindowKey;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads back what the chain stored for this worker: the proof that counts. */
public final class InferenceReader {
  private final EmissionsQueries queries;

  public InferenceReader(EmissionsQueries queries) {
    this.queries = queries;
  }

  /** Value stored for the window, in the chain's spelling. */
  public Optional<String> readStoredValue(WindowKey key) {
    LatestInference latest = readLatest(key.topic(), key.worker()).orElse(null);
    if (latest != null && latest.nonce() == key.nonce()) {
      return Optional.of(latest.value());
    }
    return latest != null && latest.nonce() > key.nonce()
        ? readFromNonceList(key)
        : Optional.empty();
  }

  /** The newest one of this worker in the topic. */
  public Optional<LatestInference> readLatest(long topic, String worker) {
    String name = queries.currentVersion().latestInferenceName();
    NodeReply reply = queries.get("/topics/" + topic + "/workers/" + worker + "/" + name);
    JsonNode latest = reply.field(name);
    if (!reply.isOk() || !latest.isObject()) {
      return Optional.empty();
    }
    long nonce = reply.parseLong(latest.path("block_height"), "block_height");
    return Optional.of(new LatestInference(nonce, latest.path("value").asText()));
  }

  /** A later inference hides the one looked for; the list of its nonce is kept. */
  private Optional<String> readFromNonceList(WindowKey key) {
    NodeReply reply = queries.get("/inferences/" + key.topic() + "/" + key.nonce());
    for (JsonNode inference : reply.field("inferences", "inferences")) {
      if (inference.path("inferer").asText().equals(key.worker())) {
        return Optional.of(inference.path("value").asText());
      }
    }
    return Optional.empty();
  }

  /** Whether two spellings are one number. */
  public static boolean isSameNumber(String stored, String value) {
    return new BigDecimal(stored).compareTo(new BigDecimal(value)) == 0;
  }

  /** Nonce and value as the chain spells it. */
  public record LatestInference(long nonce, String value) {
    public StoredInference withWindow(long topic, WindowFinder windows) {
      return new StoredInference(windows.windowOfNonce(topic, nonce), value);
    }
  }
}
