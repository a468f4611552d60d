package devnet;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Stored inferences and the scores of their workers. */
final class InferenceQueries {
  private final Ledger ledger;
  private final Emissions version;
  private final String prefix;

  InferenceQueries(Ledger ledger, Emissions version) {
    this.ledger = ledger;
    this.version = version;
    this.prefix = "/emissions/" + version.label();
  }

  void routes(Router router) {
    String latest = version == Emissions.V10 ? "latest_input_inference" : "latest_inference";
    topic(
        router,
        "/topics/{topic_id}/workers/{address}/" + latest,
        (it, call) -> Json.of(latest, latest(it, call)));
    topic(router, "/inferences/{topic_id}/{block_height}", this::inferences);
    topic(router, "/latest_inferences/{topic_id}", this::latestInferences);
    if (version == Emissions.V5) {
      topic(
          router,
          "/active_inferers/{topic_id}",
          (it, call) -> Json.of("inferers", it.set(it.epochLastEnded).keySet()));
    }
    network(router);
    scores(router);
  }

  private void network(Router router) {
    topic(router, "/latest_network_inferences/{topic_id}", (it, call) -> latestNetwork(it));
    topic(
        router,
        "/network_inferences/{topic_id}/last_inference/{block_height}",
        (it, call) -> new NetworkInference(it, call.num("block_height")).json(version));
    if (version.modern()) {
      topic(
          router,
          "/latest_network_inferences_outlier_resistant/{topic_id}",
          (it, call) -> outlierResistant(it));
    }
  }

  private Map<String, Object> latestNetwork(Topic topic) {
    return new NetworkInference(topic, topic.lastCommitNonce).json(version);
  }

  private Map<String, Object> outlierResistant(Topic topic) {
    if (topic.options.multi()) {
      throw new GrpcError(2, "outlier resistant inferences exist for single-output topics only");
    }
    return latestNetwork(topic);
  }

  private Map<String, Object> latest(Topic topic, Call call) {
    Stored stored = topic.latest.get(call.text("address"));
    if (stored == null) {
      throw GrpcError.notFound("no inference of " + call.text("address") + " in this topic");
    }
    return InferenceJson.inference(stored.inference(), version == Emissions.V10);
  }

  /** Written when the window closes, so an open nonce has none yet. */
  private Map<String, Object> inferences(Topic topic, Call call) {
    long nonce = call.num("block_height");
    if (topic.open.contains(nonce) || topic.set(nonce).isEmpty()) {
      throw GrpcError.notFound("inferences of block " + nonce + " not found");
    }
    return Json.of("inferences", InferenceJson.list(topic.set(nonce).values()));
  }

  private Map<String, Object> latestInferences(Topic topic, Call call) {
    long nonce = topic.lastCommitNonce;
    return Json.of(
        "inferences",
        InferenceJson.list(topic.set(nonce).values()),
        "block_height",
        Json.num(nonce));
  }

  private void scores(Router router) {
    topic(
        router,
        "/inferer_score_ema/{topic_id}/{address}",
        (it, call) -> score(it, call.text("address")));
    topic(router, "/current_lowest_inferer_score/{topic_id}", (it, call) -> lowest(it));
    topic(
        router,
        "/topic_quantile_inferer_score_ema/{topic_id}",
        (it, call) -> Json.of("value", decimal(it.scores.initial())));
    topic(
        router,
        "/count_inferer_inclusions_in_topic/{topic_id}/{address}",
        (it, call) ->
            Json.of("count", Json.num(it.inclusions.getOrDefault(call.text("address"), 0L))));
    rewards(router);
    if (version.modern()) {
      topic(
          router,
          "/latest_inferer_weight/{topic_id}/{address}",
          (it, call) -> Json.of("weight", it.latest.containsKey(call.text("address")) ? "1" : "0"));
      topic(
          router,
          "/initial_inferer_ema_score/{topic_id}",
          (it, call) -> Json.of("score", decimal(it.scores.initial())));
    }
  }

  /** Nobody is rewarded here, so these tell what the chain tells of a worker without history. */
  private void rewards(Router router) {
    topic(
        router,
        "/worker_inference_scores_at_block/{topic_id}/{block_height}",
        (it, call) -> Json.of("scores", Json.of("scores", scoresAt(it, call.num("block_height")))));
    topic(
        router,
        "/previous_inference_reward_fraction/{topic_id}/{address}",
        (it, call) -> Json.of("reward_fraction", "0", "not_found", true));
    topic(
        router,
        "/inferer_network_regret/{topic_id}/{address}",
        (it, call) ->
            Json.of("regret", Json.of("block_height", "0", "value", "0"), "not_found", true));
  }

  private static List<Object> scoresAt(Topic topic, long nonce) {
    return topic.open.contains(nonce)
        ? List.of()
        : topic.set(nonce).keySet().stream().map(it -> score(topic, it).get("score")).toList();
  }

  private static Map<String, Object> score(Topic topic, String address) {
    long nonce = topic.scores.find(address).map(Scores.Entry::nonce).orElse(0L);
    return Json.of(
        "score",
        Json.of(
            "topic_id",
            Json.num(topic.id()),
            "block_height",
            Json.num(nonce),
            "address",
            address,
            "score",
            decimal(topic.scores.of(address))));
  }

  private static Map<String, Object> lowest(Topic topic) {
    return topic.set(topic.epochLastEnded).keySet().stream()
        .min(Comparator.comparingDouble(topic.scores::of))
        .map(it -> score(topic, it))
        .orElseThrow(() -> GrpcError.notFound("no active inferer in topic " + topic.id()));
  }

  private static String decimal(double value) {
    return Decimals.canonical(Double.toString(value), true);
  }

  private void topic(
      Router router, String path, BiFunction<Topic, Call, Map<String, Object>> answer) {
    router.get(
        prefix + path,
        call ->
            ledger.read(state -> answer.apply(state.requiredTopic(call.num("topic_id")), call)));
  }
}
