package chain.query;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.SubmittedValue;
import chain.model.TopicInfo;
import chain.node.EmissionsQueries;
import chain.query.ScoreReader.ClosedEpoch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import domain.WindowKey;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import wallet.Bech32Address;

/** Reads what a reputer judges, and what the chain keeps of its reports once they are closed. */
public final class ReputerReader {
  private static final String COMBINED = "combined_inference";

  private final EmissionsQueries queries;

  public ReputerReader(EmissionsQueries queries) {
    this.queries = queries;
  }

  /** Nonces that wait for losses; that one is listed does not mean that its window is open. */
  public List<Long> readOpenNonces(long topic) {
    String path = "/unfulfilled_reputer_nonces/" + topic;
    List<Long> nonces = new ArrayList<>();
    NodeReply reply = queries.getRequired(path, it -> requireList(it, "nonces", "nonces"));
    for (JsonNode nonce : reply.field("nonces", "nonces")) {
      JsonNode height = nonce.path("reputer_nonce").path("block_height");
      nonces.add(reply.parseLong(height, "block_height"));
    }
    return nonces;
  }

  /**
   * What the network makes of a nonce's inferences. It is computed when it is asked for, so it is
   * asked once for a window.
   *
   * @throws Failure.Retry if there are no inferences
   */
  public ValueBundle readInferences(long topic, long nonce) {
    NodeReply reply =
        queries.getRequired("/network_inferences/" + topic + "/last_inference/" + nonce);
    ValueBundle bundle = parseInferences(reply);
    if (bundle.list(Part.INFERERS).isEmpty()) {
      throw new Failure.Retry(
          FailureReason.NO_DATA,
          "topic %d window %d: the network shows no inferences to judge".formatted(topic, nonce));
    }
    return bundle;
  }

  /** As a list of named numbers up to v9, and with labels since. */
  static ValueBundle parseInferences(NodeReply reply) {
    JsonNode said = reply.field("network_inferences");
    if (!said.isObject()) {
      throw new NodeUnavailableException(reply.endpoint(), "answered without inferences");
    }
    Map<Part, Map<String, String>> lists = new EnumMap<>(Part.class);
    lists.put(Part.INFERERS, list(reply, said.path("inferer_values"), "worker", "values"));
    lists.put(Part.FORECASTERS, list(reply, said.path("forecaster_values"), "worker", "values"));
    lists.put(
        Part.WITHOUT_INFERER,
        list(reply, said.path("one_out_inferer_values"), "withheld_inferer", COMBINED));
    lists.put(
        Part.WITHOUT_FORECASTER,
        list(reply, said.path("one_out_forecaster_values"), "withheld_forecaster", COMBINED));
    lists.put(
        Part.WITH_FORECASTER,
        list(reply, said.path("one_in_forecaster_values"), "forecaster", COMBINED));
    lists.put(
        Part.FORECASTER_WITHOUT_INFERER,
        pairs(reply, said.path("one_out_inferer_forecaster_values")));
    return new ValueBundle(
        number(reply, said.path("combined_value")), number(reply, said.path("naive_value")), lists);
  }

  private static Map<String, String> list(
      NodeReply reply, JsonNode list, String nameInV10, String valueInV10) {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode entry : list) {
      boolean plain = entry.has("value");
      String name = entry.path(plain || entry.has("worker") ? "worker" : nameInV10).asText();
      values.putIfAbsent(name, number(reply, entry.path(plain ? "value" : valueInV10)));
    }
    return values;
  }

  /** Grouped by forecaster up to v9, flat since. */
  private static Map<String, String> pairs(NodeReply reply, JsonNode list) {
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode entry : list) {
      String forecaster = entry.path("forecaster").asText();
      for (JsonNode without : entry.path("one_out_inferer_values")) {
        values.put(
            forecaster + "/" + without.path("worker").asText(),
            number(reply, without.path("value")));
      }
      if (entry.has("withheld_inferer")) {
        values.put(
            forecaster + "/" + entry.path("withheld_inferer").asText(),
            number(reply, entry.path(COMBINED)));
      }
    }
    return values;
  }

  private static String number(NodeReply reply, JsonNode value) {
    if (!value.isArray()) {
      return reply.decimalText(value, "value");
    }
    Map<String, String> labels = new LinkedHashMap<>();
    for (JsonNode one : value) {
      labels.put(labelName(reply, one), reply.decimalText(one.path("value"), "value"));
    }
    if (labels.size() < value.size() || labels.size() > 1 && labels.containsKey("")) {
      throw new NodeUnavailableException(reply.endpoint(), "answered with labels without names");
    }
    boolean single = labels.size() == 1 && Set.of("", "y").containsAll(labels.keySet());
    return single
        ? labels.values().iterator().next()
        : new SubmittedValue("0", labels, Map.of()).toText();
  }

  private static String labelName(NodeReply reply, JsonNode labelled) {
    String name = labelled.path("label_name").asText();
    if (!name.isEmpty() && !TopicInfo.LabelRules.isName(name)) {
      throw new NodeUnavailableException(reply.endpoint(), "answered with a label of no letters");
    }
    return name;
  }

  /**
   * What the network made of the reports for a closed nonce; empty where it has none, or none any
   * more: then it answers with zeros and another nonce.
   *
   * @throws Failure.Retry if no node tells
   */
  public Optional<ValueBundle> readNetworkLosses(long topic, long nonce) {
    NodeReply reply = readIfAny("/network_loss/" + topic + "/" + nonce, "loss_bundle");
    JsonNode bundle = reply.field("loss_bundle");
    JsonNode told = bundle.path("reputer_request_nonce").path("reputer_nonce").path("block_height");
    return reply.isOk() && told.asText().equals(Long.toString(nonce))
        ? Optional.of(parseInferences(asInferences(reply, bundle)))
        : Optional.empty();
  }

  /** Newest nonce that was closed with reports; 0 for none. */
  public long readLastClosedNonce(long topic) {
    return readLastClosedEpoch(topic).nonce();
  }

  ClosedEpoch readLastClosedEpoch(long topic) {
    NodeReply reply = readIfAny("/topic_last_reputer_commit_info/" + topic, "last_commit");
    return reply.isOk()
        ? new ClosedEpoch(
            reply.longFieldOrZero("last_commit", "nonce", "block_height"),
            reply.longFieldOrZero("last_commit", "block_height"))
        : new ClosedEpoch(0, 0);
  }

  /**
   * What has this field, or says that there is no such thing: v5 says so under status 500.
   *
   * @throws Failure.Retry if no node tells either
   */
  NodeReply readIfAny(String path, String field) {
    NodeReply reply = queries.get(path, it -> requireField(it, field));
    if (!reply.isNotFound()) {
      requireField(reply, field);
    }
    return reply;
  }

  private static void requireField(NodeReply reply, String field) {
    if (!reply.isOk() || !reply.body().has(field)) {
      throw new NodeUnavailableException(
          reply.endpoint(),
          "answered %d without %s: %s".formatted(reply.status(), field, reply.errorMessage()));
    }
  }

  /** Workers whose inference of a closed nonce the chain stores. */
  public List<String> readInferers(long topic, long nonce) {
    return readNames("inferences", topic, nonce, "inferer");
  }

  /** The same for forecasts of losses. */
  public List<String> readForecasters(long topic, long nonce) {
    return readNames("forecasts", topic, nonce, "forecaster");
  }

  private List<String> readNames(String list, long topic, long nonce, String field) {
    String path = "/" + list + "/" + topic + "/" + nonce;
    NodeReply reply = queries.getRequired(path, it -> requireList(it, list, list));
    List<String> names = new ArrayList<>();
    reply.field(list, list).forEach(it -> names.add(it.path(field).asText()));
    return names;
  }

  /** What is no address is nobody's; a node would answer with an error. */
  public boolean isRegistered(Role role, long topic, String address) {
    return Bech32Address.isValid(address)
        && queries
            .getRequired("/" + role.label() + "_registered/" + topic + "/" + address)
            .booleanField("is_registered");
  }

  private static NodeReply asInferences(NodeReply reply, JsonNode bundle) {
    return new NodeReply(
        reply.endpoint(),
        reply.status(),
        JsonNodeFactory.instance.objectNode().set("network_inferences", bundle));
  }

  static String reportsPath(WindowKey key) {
    return "/reputer_loss_bundles/" + key.topic() + "/" + key.nonce();
  }

  static Optional<String> parseReported(NodeReply reply, String reputer) {
    requireList(reply, "loss_bundles", "reputer_value_bundles");
    for (JsonNode bundle : reply.field("loss_bundles", "reputer_value_bundles")) {
      if (bundle.path("value_bundle").path("reputer").asText().equals(reputer)) {
        return Optional.of(
            parseInferences(asInferences(reply, bundle.path("value_bundle"))).toText());
      }
    }
    return Optional.empty();
  }

  /** Whether the chain still waits for losses of this nonce. */
  static String openNoncePath(WindowKey key) {
    return "/is_reputer_nonce_unfulfilled/" + key.topic() + "/" + key.nonce();
  }

  private static void requireList(NodeReply reply, String... names) {
    if (!reply.isOk() || !reply.field(names).isArray()) {
      throw new NodeUnavailableException(
          reply.endpoint(),
          "answered %d without %s: %s"
              .formatted(reply.status(), names[names.length - 1], reply.errorMessage()));
    }
  }
}
