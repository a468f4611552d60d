package chain.query;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.NodeEndpoint;
import chain.model.StoredInference;
import chain.model.SubmittedValue;
import chain.node.EmissionsQueries;
import chain.node.NodePool;
import chain.window.WindowFinder;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Claim;
import domain.Role;
import domain.WindowKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads back what the chain stored for this worker: the proof that counts. */
public final class InferenceReader {
  private final NodePool nodes;
  private final EmissionsQueries queries;

  public InferenceReader(NodePool nodes, EmissionsQueries queries) {
    this.nodes = nodes;
    this.queries = queries;
  }

  /** Whether a claim's value is stored, according to all nodes in step. */
  public enum Finding {
    STORED,
    ABSENT,
    UNKNOWN
  }

  /** What one node says; it proves absence only if it had reached the block that would show it. */
  private record NodeWord(boolean stored, boolean provesAbsence) {}

  /**
   * Value stored for the window, in the chain's spelling. A network clears the newest inference
   * when the window closes; what was accepted is then in the list of its nonce alone, and while the
   * window is open that list is empty.
   *
   * @throws domain.Failure.Retry if no node answers
   * @throws NodeUnavailableException if nothing follows from what the nodes answer
   */
  public Optional<String> readStoredValue(WindowKey key) {
    if (key.role() == Role.REPUTER) {
      return ReputerReader.parseReported(
          queries.getRequired(ReputerReader.reportsPath(key)), key.worker());
    }
    return readLatest(key.topic(), key.worker())
        .filter(it -> it.nonce() == key.nonce())
        .map(LatestInference::value)
        .or(() -> readFromNonceList(key));
  }

  /**
   * What is stored of the kind that was claimed; fails as {@link #readStoredValue(WindowKey)}. A
   * forecast without an inference is in the list of its nonce alone, once the window is closed.
   */
  public Optional<String> readStoredValue(Claim claim) {
    WindowKey key = claim.key();
    return claim.isForecastOnly()
        ? parseForecast(queries.get(forecastsPath(key)), key.worker())
        : readStoredValue(key);
  }

  /**
   * The newest one of this worker in the topic.
   *
   * @throws domain.Failure.Retry as {@link #readStoredValue}
   */
  public Optional<LatestInference> readLatest(long topic, String worker) {
    return parseLatest(queries.get(latestPath(topic, worker), this::parseLatest));
  }

  private Optional<String> readFromNonceList(WindowKey key) {
    return parseNonceList(queries.get(listPath(key)), key.worker());
  }

  /**
   * A second opinion, before a row is closed because nothing is stored for it.
   *
   * @param since height from which a node shows the value while the window is open
   * @param patient whether a node that gives no answer is still waited for
   * @throws domain.Failure.Retry if no node is in step
   */
  public Finding confirm(Claim claim, long since, boolean patient) {
    int expected = nodes.monitor().nodesInSync(NodeEndpoint.Protocol.REST).size();
    List<NodeWord> words = nodes.askEach(it -> Optional.of(askNode(it, claim, since)));
    if (words.stream().anyMatch(NodeWord::stored)) {
      return Finding.STORED;
    }
    boolean all = words.size() >= expected || !patient && !words.isEmpty();
    return all && words.stream().allMatch(NodeWord::provesAbsence)
        ? Finding.ABSENT
        : Finding.UNKNOWN;
  }

  private NodeWord askNode(NodeEndpoint endpoint, Claim claim, long since) {
    WindowKey key = claim.key();
    if (key.role() == Role.REPUTER) {
      return askNodeForReport(endpoint, claim);
    }
    if (claim.isForecastOnly()) {
      return askNodeForForecast(endpoint, claim);
    }
    NodeReply latest = askNode(endpoint, latestPath(key.topic(), key.worker()));
    NodeReply list = askNode(endpoint, listPath(key));
    boolean stored =
        parseLatest(latest)
            .filter(it -> it.nonce() == key.nonce())
            .map(LatestInference::value)
            .or(() -> parseNonceList(list, key.worker()))
            .filter(value -> SubmittedValue.isSame(value, claim.value()))
            .isPresent();
    long last = claim.window().lastHeight();
    boolean openThere = latest.blockHeight() >= since && latest.blockHeight() < last;
    return new NodeWord(stored, openThere || list.blockHeight() > last);
  }

  /** Forecasts are shown once their window is closed. */
  private NodeWord askNodeForForecast(NodeEndpoint endpoint, Claim claim) {
    NodeReply list = askNode(endpoint, forecastsPath(claim.key()));
    boolean stored =
        parseForecast(list, claim.key().worker())
            .filter(it -> SubmittedValue.isSame(it, claim.value()))
            .isPresent();
    return new NodeWord(stored, list.blockHeight() > claim.window().lastHeight());
  }

  /** Reports are shown once their nonce is closed. */
  private NodeWord askNodeForReport(NodeEndpoint endpoint, Claim claim) {
    WindowKey key = claim.key();
    boolean open =
        askNode(endpoint, ReputerReader.openNoncePath(key))
            .booleanField("is_reputer_nonce_unfulfilled");
    boolean stored =
        ReputerReader.parseReported(askNode(endpoint, ReputerReader.reportsPath(key)), key.worker())
            .filter(it -> SubmittedValue.isSame(it, claim.value()))
            .isPresent();
    boolean closedThere = !open && nodes.monitor().heightOf(endpoint) > claim.window().lastHeight();
    return new NodeWord(stored, closedThere);
  }

  /**
   * Whether all nodes that answer hold this value, as must be before the program stops over it.
   *
   * @throws domain.Failure.Retry if no node is in step
   */
  public boolean isHeldByAll(WindowKey key, String value) {
    boolean forecast = Claim.isForecastOnly(value);
    List<Optional<String>> held =
        nodes.askEach(
            it -> Optional.of(forecast ? readForecast(it, key) : readStoredValue(it, key)));
    return !held.isEmpty()
        && held.stream().allMatch(it -> it.isPresent() && SubmittedValue.isSame(it.get(), value));
  }

  private Optional<String> readForecast(NodeEndpoint endpoint, WindowKey key) {
    return parseForecast(askNode(endpoint, forecastsPath(key)), key.worker());
  }

  private Optional<String> readStoredValue(NodeEndpoint endpoint, WindowKey key) {
    if (key.role() == Role.REPUTER) {
      return ReputerReader.parseReported(
          askNode(endpoint, ReputerReader.reportsPath(key)), key.worker());
    }
    return parseLatest(askNode(endpoint, latestPath(key.topic(), key.worker())))
        .filter(it -> it.nonce() == key.nonce())
        .map(LatestInference::value)
        .or(() -> parseNonceList(askNode(endpoint, listPath(key)), key.worker()));
  }

  private NodeReply askNode(NodeEndpoint endpoint, String path) {
    long known = nodes.monitor().heightOf(endpoint);
    NodeReply reply =
        nodes.httpClient().get(endpoint, queries.currentVersion().restPrefix() + path);
    return reply.blockHeight() > 0
        ? reply
        : new NodeReply(endpoint, reply.status(), reply.body(), known);
  }

  private String latestPath(long topic, String worker) {
    String name = queries.currentVersion().latestInferenceName();
    return "/topics/" + topic + "/workers/" + worker + "/" + name;
  }

  private static String listPath(WindowKey key) {
    return "/inferences/" + key.topic() + "/" + key.nonce();
  }

  private static String forecastsPath(WindowKey key) {
    return "/forecasts/" + key.topic() + "/" + key.nonce();
  }

  private Optional<LatestInference> parseLatest(NodeReply reply) {
    if (reply.isNotFound()) {
      return Optional.empty();
    }
    JsonNode latest = reply.field(queries.currentVersion().latestInferenceName());
    if (!reply.isOk() || !latest.isObject()) {
      throw unreadable(reply);
    }
    long nonce = reply.parseLong(latest.path("block_height"), "block_height");
    return Optional.of(new LatestInference(nonce, valueOf(reply, latest)));
  }

  private static Optional<String> parseNonceList(NodeReply reply, String worker) {
    if (reply.isNotFound()) {
      return Optional.empty();
    }
    JsonNode list = reply.field("inferences", "inferences");
    if (!reply.isOk() || !list.isArray()) {
      throw unreadable(reply);
    }
    for (JsonNode inference : list) {
      if (inference.path("inferer").asText().equals(worker)) {
        return Optional.of(valueOf(reply, inference));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> parseForecast(NodeReply reply, String worker) {
    if (reply.isNotFound()) {
      return Optional.empty();
    }
    JsonNode list = reply.field("forecasts", "forecasts");
    if (!reply.isOk() || !list.isArray()) {
      throw unreadable(reply);
    }
    Map<String, String> losses = new LinkedHashMap<>();
    for (JsonNode forecast : list) {
      if (forecast.path("forecaster").asText().equals(worker)) {
        for (JsonNode element : forecast.path("forecast_elements")) {
          losses.put(
              element.path("inferer").asText(), reply.decimalText(element.path("value"), "value"));
        }
      }
    }
    return losses.isEmpty()
        ? Optional.empty()
        : Optional.of(new SubmittedValue("", Map.of(), losses).toText());
  }

  /** A node that fails says nothing about what is stored. */
  private static NodeUnavailableException unreadable(NodeReply reply) {
    return new NodeUnavailableException(
        reply.endpoint(),
        "answered %d without what is stored: %s".formatted(reply.status(), reply.errorMessage()));
  }

  /**
   * v10 lists the values of all labels, with their names while the window is open and bare after
   * it; a topic without labels has one.
   */
  private static String valueOf(NodeReply reply, JsonNode inference) {
    JsonNode values = inference.path("values");
    if (values.isEmpty()) {
      return reply.decimalText(inference.path("value"), "value");
    }
    if (values.size() == 1 && values.path(0).path("label").asText("y").equals("y")) {
      return numberOf(reply, values.path(0));
    }
    Map<String, String> named = new LinkedHashMap<>();
    List<String> bare = new ArrayList<>();
    for (JsonNode value : values) {
      bare.add(numberOf(reply, value));
      named.put(value.path("label").asText(), numberOf(reply, value));
    }
    return (values.path(0).has("label")
            ? new SubmittedValue("0", named, Map.of())
            : SubmittedValue.unnamed(bare))
        .toText();
  }

  private static String numberOf(NodeReply reply, JsonNode value) {
    return reply.decimalText(value.isObject() ? value.path("value") : value, "value");
  }

  /** Nonce and value as the chain spells it. */
  public record LatestInference(long nonce, String value) {
    public StoredInference withWindow(long topic, WindowFinder windows) {
      return new StoredInference(windows.windowOfNonce(topic, nonce), value);
    }
  }
}
