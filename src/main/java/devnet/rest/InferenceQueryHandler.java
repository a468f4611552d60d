package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.LedgerDecimal;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.ledger.LedgerTopic.ScoreAverages;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Queries of stored inferences, network inferences and worker scores. */
final class InferenceQueryHandler {
  private final SimulatedChain chain;
  private final DevnetEmissionsVersion version;

  InferenceQueryHandler(SimulatedChain chain, DevnetEmissionsVersion version) {
    this.chain = chain;
    this.version = version;
  }

  void registerRoutes(PathRouter router) {
    String latest =
        version == DevnetEmissionsVersion.V10 ? "latest_input_inference" : "latest_inference";
    router.topic(
        "/topics/{topic_id}/workers/{address}/" + latest,
        (it, call) -> CosmosJson.object(latest, latestInference(it, call)));
    router.topic("/inferences/{topic_id}/{block_height}", this::inferences);
    router.topic("/latest_inferences/{topic_id}", this::latestInferences);
    if (version == DevnetEmissionsVersion.V5) {
      router.topic(
          "/active_inferers/{topic_id}",
          (it, call) ->
              CosmosJson.object(
                  "inferers",
                  it.openNonces.isEmpty()
                      ? List.of()
                      : it.inferencesAt(it.openNonces.last()).keySet()));
    }
    registerNetworkRoutes(router);
    registerScoreRoutes(router);
  }

  private void registerNetworkRoutes(PathRouter router) {
    router.topic(
        "/latest_network_inferences/{topic_id}",
        (it, call) -> aggregate(it, it.lastCommitNonce).latestJson(version));
    router.topic(
        "/network_inferences/{topic_id}/last_inference/{block_height}",
        (it, call) -> aggregate(it, call.requireHeight("block_height")).atBlockJson(version));
    if (version.isAfterV5()) {
      router.topic(
          "/latest_network_inferences_outlier_resistant/{topic_id}",
          (it, call) -> outlierResistant(it, it.lastCommitNonce).latestJson(version));
      router.topic(
          "/network_inferences_outlier_resistant/{topic_id}/last_inference/{block_height}",
          (it, call) ->
              outlierResistant(it, call.requireHeight("block_height")).atBlockJson(version));
    }
  }

  private NetworkInferenceAggregator aggregate(LedgerTopic topic, long nonce) {
    return new NetworkInferenceAggregator(topic, nonce, chain.readState(it -> it.height));
  }

  private NetworkInferenceAggregator outlierResistant(LedgerTopic topic, long nonce) {
    if (topic.options.isMultiLabel()) {
      throw new GrpcStatusException(
          2, "outlier resistant inferences exist for single-output topics only");
    }
    return aggregate(topic, nonce);
  }

  private Map<String, Object> latestInference(LedgerTopic topic, DevnetRequest call) {
    LedgerInference stored = topic.latestByWorker.get(call.textOrEmpty("address"));
    if (stored == null) {
      throw GrpcStatusException.missingKey(
          String.format(Locale.ROOT, "'(\"%d\", \"%s\")'", topic.id(), call.textOrEmpty("address")),
          version == DevnetEmissionsVersion.V10
              ? "emissions.v10.InputInference"
              : "emissions.v3.Inference");
    }
    return EmissionsJson.sentInference(stored.inference(), version);
  }

  /**
   * The chain writes this list when the window closes, so it is empty for an open or unknown nonce.
   */
  private Map<String, Object> inferences(LedgerTopic topic, DevnetRequest call) {
    long nonce = call.requireHeight("block_height");
    return CosmosJson.object(
        "inferences",
        EmissionsJson.inferenceList(
            topic.openNonces.contains(nonce) ? List.of() : topic.inferencesAt(nonce).values(),
            topic,
            version));
  }

  private Map<String, Object> latestInferences(LedgerTopic topic, DevnetRequest call) {
    long nonce = topic.lastCommitNonce;
    return CosmosJson.object(
            "inferences",
            EmissionsJson.inferenceList(topic.inferencesAt(nonce).values(), topic, version))
        .int64("block_height", nonce);
  }

  private void registerScoreRoutes(PathRouter router) {
    router.topic(
        "/inferer_score_ema/{topic_id}/{address}",
        (it, call) -> scoreJson(it, call.textOrEmpty("address")));
    router.topic("/current_lowest_inferer_score/{topic_id}", (it, call) -> lowestScore(it));
    router.topic(
        "/topic_quantile_inferer_score_ema/{topic_id}",
        (it, call) -> CosmosJson.object("value", decimalText(it.scores.initialScore())));
    router.topic(
        "/count_inferer_inclusions_in_topic/{topic_id}/{address}",
        (it, call) ->
            CosmosJson.object()
                .int64("count", it.inclusionCounts.getOrDefault(call.textOrEmpty("address"), 0L)));
    if (version.isAfterV5()) {
      router.topic(
          "/latest_inferer_weight/{topic_id}/{address}",
          (it, call) ->
              CosmosJson.object(
                  "weight",
                  it.inferencesAt(it.lastCommitNonce).containsKey(call.textOrEmpty("address"))
                      ? "1"
                      : "0"));
      router.topic(
          "/initial_inferer_ema_score/{topic_id}",
          (it, call) -> CosmosJson.object("score", decimalText(it.scores.initialScore())));
    }
  }

  private static Map<String, Object> scoreJson(LedgerTopic topic, String address) {
    long nonce = topic.scores.findScore(address).map(ScoreAverages.ScoreEntry::nonce).orElse(0L);
    return CosmosJson.object(
        "score",
        CosmosJson.object()
            .int64("topic_id", topic.id())
            .int64("block_height", nonce)
            .with("address", address)
            .with("score", decimalText(topic.scores.scoreOf(address))));
  }

  /**
   * The chain stores the lowest score only when the active set is full; before, none is too low.
   */
  private Map<String, Object> lowestScore(LedgerTopic topic) {
    int limit = chain.readState(it -> it.activeSetLimit);
    boolean full = topic.inferencesAt(topic.epochLastEnded).size() >= limit;
    return full ? lowestScoreJson(topic) : CosmosJson.object("score", null);
  }

  private static Map<String, Object> lowestScoreJson(LedgerTopic topic) {
    return topic.inferencesAt(topic.epochLastEnded).keySet().stream()
        .min(Comparator.comparingDouble(topic.scores::scoreOf))
        .map(it -> scoreJson(topic, it))
        .orElseThrow(
            () -> GrpcStatusException.notFound("no active inferer in topic " + topic.id()));
  }

  private static String decimalText(double value) {
    return LedgerDecimal.canonical(Double.toString(value), true);
  }
}
