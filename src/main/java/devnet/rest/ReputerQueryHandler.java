package devnet.rest;

import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.ScoreAverages;
import devnet.ledger.ReputerLedger.ReputerWindow;
import devnet.proto.ValueBundle;
import devnet.reward.TopicRewards.ByRole;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Queries of open reputer nonces, reported losses, forecasts, network losses and scores. */
final class ReputerQueryHandler {
  private final DevnetEmissionsVersion version;
  private final LongSupplier height;

  /**
   * @param height height of the newest block
   */
  ReputerQueryHandler(DevnetEmissionsVersion version, LongSupplier height) {
    this.version = version;
    this.height = height;
  }

  void registerRoutes(PathRouter router) {
    router.optionalTopic(
        "/unfulfilled_reputer_nonces/{topic_id}",
        it -> nonces(it.map(topic -> List.copyOf(topic.reputers.openNonces)).orElse(List.of())));
    router.topicField(
        "/is_reputer_nonce_unfulfilled/{topic_id}/{block_height}",
        (it, call) -> it.reputers.openNonces.contains(call.requireNumber("block_height")));
    router.topic("/topic_last_reputer_commit_info/{topic_id}", (it, call) -> lastCommit(it));
    router.topic("/reputer_loss_bundles/{topic_id}/{block_height}", this::reports);
    router.topic("/forecasts/{topic_id}/{block_height}", this::forecasts);
    router.topic("/network_loss/{topic_id}/{block_height}", this::networkLoss);
    scores(router, "worker_inference_scores_at_block", ByRole::inferers);
    scores(router, "worker_forecast_scores_at_block", ByRole::forecasters);
    scores(router, "reputers_scores_at_block", ByRole::reputers);
    average(router, "forecaster_score_ema", it -> it.reputers.forecasterScores);
    average(router, "reputer_score_ema", it -> it.reputers.reputerScores);
    router.topic(
        "/listening_coefficient/{topic_id}/{address}",
        (it, call) ->
            CosmosJson.object(
                "listening_coefficient",
                CosmosJson.object(
                    "coefficient",
                    text(
                        BigDecimal.valueOf(
                            it.reputers.listeningTo(call.textOrEmpty("address")))))));
    fraction(router, "previous_inference_reward_fraction", ByRole::inferers);
    fraction(router, "previous_forecast_reward_fraction", ByRole::forecasters);
    fraction(router, "previous_reputer_reward_fraction", ByRole::reputers);
    router.topic(
        "/one_in_forecaster_network_regret/{topic_id}/{forecaster}/{inferer}",
        (it, call) ->
            regret(
                it,
                it.reputers.oneInRegretOf(
                    call.textOrEmpty("forecaster"), call.textOrEmpty("inferer"))));
    router.topic(
        "/forecaster_network_regret/{topic_id}/{address}",
        (it, call) -> regret(it, it.reputers.forecasterRegretOf(call.textOrEmpty("address"))));
    router.topic(
        "/inferer_network_regret/{topic_id}/{address}",
        (it, call) -> regret(it, it.reputers.regretOf(call.textOrEmpty("address"))));
    if (version == DevnetEmissionsVersion.V5) {
      router.topic(
          "/active_reputers/{topic_id}",
          (it, call) -> CosmosJson.object("reputers", it.reputers.activeReputers()));
    } else {
      router.topic(
          "/open_reputer_submission_windows/{topic_id}",
          (it, call) ->
              nonces(
                  it.reputers.openNonces.stream()
                      .filter(nonce -> isOpen(it, nonce, height.getAsLong()))
                      .toList()));
    }
  }

  /** The chain has no such entry before the first nonce with reports is closed. */
  private static Map<String, Object> lastCommit(LedgerTopic topic) {
    if (topic.reputers.lastCommitNonce == 0) {
      throw GrpcStatusException.missingKey(
          "'" + topic.id() + "'", "emissions.v3.TimestampedActorNonce");
    }
    return CosmosJson.object(
        "last_commit",
        CosmosJson.object()
            .int64("block_height", topic.reputers.lastCommitHeight)
            .with("nonce", EmissionsJson.nonce(topic.reputers.lastCommitNonce)));
  }

  private static boolean isOpen(LedgerTopic topic, long nonce, long height) {
    ReputerWindow window = ReputerWindow.of(topic.options, nonce, true);
    return height >= window.first() && height <= window.last();
  }

  private static CosmosJson nonces(List<Long> heights) {
    List<CosmosJson> all =
        heights.stream()
            .sorted(Comparator.reverseOrder())
            .map(it -> CosmosJson.object("reputer_nonce", EmissionsJson.nonce(it)))
            .toList();
    return CosmosJson.object("nonces", CosmosJson.object("nonces", all));
  }

  /** The chain shows reports only of closed nonces. */
  private Map<String, Object> reports(LedgerTopic topic, DevnetRequest call) {
    long nonce = call.requireHeight("block_height");
    List<CosmosJson> bundles =
        topic.reputers.openNonces.contains(nonce)
            ? List.of()
            : topic.reputers.reportsAt(nonce).values().stream()
                .map(it -> CosmosJson.object("value_bundle", json(it)))
                .toList();
    return CosmosJson.object("loss_bundles", CosmosJson.object("reputer_value_bundles", bundles));
  }

  private Map<String, Object> forecasts(LedgerTopic topic, DevnetRequest call) {
    long nonce = call.requireHeight("block_height");
    List<CosmosJson> all =
        topic.openNonces.contains(nonce)
            ? List.of()
            : topic.reputers.forecastsAt(nonce).values().stream()
                .map(it -> ProtobufJson.toJson(it, Set.of()))
                .toList();
    return CosmosJson.object("forecasts", CosmosJson.object("forecasts", all));
  }

  /** A nonce without losses, or a pruned one, gives zeros, as on the chain. */
  private Map<String, Object> networkLoss(LedgerTopic topic, DevnetRequest call) {
    long nonce = call.requireHeight("block_height");
    ValueBundle none =
        ValueBundle.newBuilder()
            .setTopicId(topic.id())
            .setCombinedValue("0")
            .setNaiveValue("0")
            .build();
    return CosmosJson.object("loss_bundle", json(topic.reputers.lossesAt(nonce).orElse(none)));
  }

  private static Map<String, Object> regret(LedgerTopic topic, BigDecimal value) {
    return CosmosJson.object(
        "regret",
        CosmosJson.object()
            .int64("block_height", topic.reputers.lastCommitNonce)
            .with("value", text(value)));
  }

  /** Scores of one role at a nonce. */
  private static void scores(
      PathRouter router, String name, Function<ByRole<BigDecimal>, Map<String, BigDecimal>> role) {
    router.topic(
        "/" + name + "/{topic_id}/{block_height}",
        (topic, call) -> {
          long nonce = call.requireHeight("block_height");
          List<CosmosJson> all =
              role.apply(topic.reputers.scoresAt(nonce)).entrySet().stream()
                  .map(it -> score(topic, nonce, it.getKey(), it.getValue()))
                  .toList();
          return CosmosJson.object("scores", CosmosJson.object("scores", all));
        });
  }

  private static void fraction(
      PathRouter router, String name, Function<ByRole<Double>, Map<String, Double>> role) {
    router.topic(
        "/" + name + "/{topic_id}/{address}",
        (topic, call) -> {
          Double found =
              role.apply(topic.reputers.previousRewardFractions()).get(call.textOrEmpty("address"));
          return CosmosJson.object(
                  "reward_fraction", found == null ? "0" : text(BigDecimal.valueOf(found)))
              .with("not_found", found == null);
        });
  }

  private static void average(
      PathRouter router, String name, Function<LedgerTopic, ScoreAverages> averages) {
    router.topic(
        "/" + name + "/{topic_id}/{address}",
        (topic, call) -> {
          String address = call.textOrEmpty("address");
          ScoreAverages all = averages.apply(topic);
          long nonce = all.findScore(address).map(ScoreAverages.ScoreEntry::nonce).orElse(0L);
          BigDecimal score = BigDecimal.valueOf(all.scoreOf(address));
          return CosmosJson.object("score", score(topic, nonce, address, score));
        });
  }

  private static CosmosJson score(LedgerTopic topic, long nonce, String address, BigDecimal score) {
    return CosmosJson.object()
        .int64("topic_id", topic.id())
        .int64("block_height", nonce)
        .with("address", address)
        .with("score", text(score));
  }

  private static CosmosJson json(ValueBundle bundle) {
    return ProtobufJson.toJson(bundle, Set.of());
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.toPlainString();
  }
}
