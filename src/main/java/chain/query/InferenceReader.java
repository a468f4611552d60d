package chain.query;

import base.BoundedNumbers;
import chain.http.NodeReply;
import chain.model.StoredInference;
import chain.node.EmissionsQueries;
import chain.window.WindowFinder;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import domain.FailureReason;
import domain.WindowKey;
import java.util.Optional;

/** Reads back what the chain stored for this worker: the proof that counts. */
public final class InferenceReader {
  private final EmissionsQueries queries;

  public InferenceReader(EmissionsQueries queries) {
    this.queries = queries;
  }

  /**
   * Value stored for the window, in the chain's spelling. A network clears the newest inference
   * when the window closes; what was accepted is then in the list of its nonce alone, and while the
   * window is open that list is empty.
   *
   * @throws Failure.Retry if no node gave an answer from which either follows
   */
  public Optional<String> readStoredValue(WindowKey key) {
    return readLatest(key.topic(), key.worker())
        .filter(it -> it.nonce() == key.nonce())
        .map(LatestInference::value)
        .or(() -> readFromNonceList(key));
  }

  /**
   * The newest one of this worker in the topic.
   *
   * @throws Failure.Retry as {@link #readStoredValue}
   */
  public Optional<LatestInference> readLatest(long topic, String worker) {
    String name = queries.currentVersion().latestInferenceName();
    String path = "/topics/" + topic + "/workers/" + worker + "/" + name;
    NodeReply reply = queries.get(path, it -> checkLatest(it, it.field(name)));
    if (isNotStored(reply)) {
      return Optional.empty();
    }
    JsonNode latest = reply.field(name);
    if (!reply.isOk() || !latest.isObject()) {
      throw unknown(reply, path);
    }
    return Optional.of(parseLatest(reply, latest));
  }

  /** An answer without an inference is judged by who asked. */
  private static void checkLatest(NodeReply reply, JsonNode latest) {
    if (latest.isObject()) {
      parseLatest(reply, latest);
    }
  }

  private static LatestInference parseLatest(NodeReply reply, JsonNode latest) {
    return new LatestInference(
        reply.parseLong(latest.path("block_height"), "block_height"), valueOf(reply, latest));
  }

  private Optional<String> readFromNonceList(WindowKey key) {
    String path = "/inferences/" + key.topic() + "/" + key.nonce();
    NodeReply reply = queries.get(path);
    if (isNotStored(reply)) {
      return Optional.empty();
    }
    JsonNode list = reply.field("inferences", "inferences");
    if (!reply.isOk() || !list.isArray()) {
      throw unknown(reply, path);
    }
    for (JsonNode inference : list) {
      if (inference.path("inferer").asText().equals(key.worker())) {
        return Optional.of(valueOf(reply, inference));
      }
    }
    return Optional.empty();
  }

  /** Real nodes say it with status 500; every other failure of a node says nothing. */
  private static boolean isNotStored(NodeReply reply) {
    return reply.isNotFound()
        || !reply.isOk() && reply.errorMessage().startsWith("collections: not found");
  }

  private static Failure.Retry unknown(NodeReply reply, String path) {
    return new Failure.Retry(
        FailureReason.NO_ENDPOINT,
        "%s answered %d to %s: %s"
            .formatted(reply.endpoint(), reply.status(), path, reply.errorMessage()));
  }

  /** v10 lists the values of all labels; a topic without labels has one. */
  private static String valueOf(NodeReply reply, JsonNode inference) {
    JsonNode values = inference.path("values");
    return reply.decimalText(values.isEmpty() ? inference.path("value") : values.path(0), "value");
  }

  /** Whether two spellings are one number. */
  public static boolean isSameNumber(String stored, String value) {
    return BoundedNumbers.parseDecimal(stored).compareTo(BoundedNumbers.parseDecimal(value)) == 0;
  }

  /** Nonce and value as the chain spells it. */
  public record LatestInference(long nonce, String value) {
    public StoredInference withWindow(long topic, WindowFinder windows) {
      return new StoredInference(windows.windowOfNonce(topic, nonce), value);
    }
  }
}
