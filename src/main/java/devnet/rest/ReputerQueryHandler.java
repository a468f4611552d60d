package devnet.rest;

import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.LedgerTopic;
import devnet.ledger.ReputerLedger.ReputerWindow;
import devnet.proto.ValueBundle;
import devnet.server.DevnetJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    router.topic("/worker_inference_scores_at_block/{topic_id}/{block_height}", this::scores);
    router.topic(
        "/inferer_network_regret/{topic_id}/{address}",
        (it, call) ->
            DevnetJson.object(
                "regret",
                DevnetJson.object()
                    .int64("block_height", it.reputers.lastCommitNonce)
                    .with("value", text(it.reputers.regretOf(call.textOrEmpty("address"))))));
    if (version == DevnetEmissionsVersion.V5) {
      router.topic(
          "/active_reputers/{topic_id}",
          (it, call) -> DevnetJson.object("reputers", it.reputers.activeReputers()));
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
    return DevnetJson.object(
        "last_commit",
        DevnetJson.object()
            .int64("block_height", topic.reputers.lastCommitHeight)
            .with("nonce", EmissionsJson.nonce(topic.reputers.lastCommitNonce)));
  }

  private static boolean isOpen(LedgerTopic topic, long nonce, long height) {
    ReputerWindow window = ReputerWindow.of(topic.options, nonce, true);
    return height >= window.first() && height <= window.last();
  }

  private static DevnetJson nonces(List<Long> heights) {
    List<DevnetJson> all =
        heights.stream()
            .sorted(Comparator.reverseOrder())
            .map(it -> DevnetJson.object("reputer_nonce", EmissionsJson.nonce(it)))
            .toList();
    return DevnetJson.object("nonces", DevnetJson.object("nonces", all));
  }

  /** The chain shows reports only of closed nonces. */
  private Map<String, Object> reports(LedgerTopic topic, DevnetRequest call) {
    long nonce = call.requireHeight("block_height");
    List<DevnetJson> bundles =
        topic.reputers.openNonces.contains(nonce)
            ? List.of()
            : topic.reputers.reportsAt(nonce).values().stream()
                .map(it -> DevnetJson.object("value_bundle", json(it)))
                .toList();
    return DevnetJson.object("loss_bundles", DevnetJson.object("reputer_value_bundles", bundles));
  }

  private Map<String, Object> forecasts(LedgerTopic topic, DevnetRequest call) {
    long nonce = call.requireHeight("block_height");
    List<DevnetJson> all =
        topic.openNonces.contains(nonce)
            ? List.of()
            : topic.reputers.forecastsAt(nonce).values().stream()
                .map(it -> ProtobufJson.toJson(it, Set.of()))
                .toList();
    return DevnetJson.object("forecasts", DevnetJson.object("forecasts", all));
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
    return DevnetJson.object("loss_bundle", json(topic.reputers.lossesAt(nonce).orElse(none)));
  }

  private Map<String, Object> scores(LedgerTopic topic, DevnetRequest call) {
    long nonce = call.requireHeight("block_height");
    List<DevnetJson> all =
        topic.reputers.scoresAt(nonce).entrySet().stream()
            .map(
                it ->
                    DevnetJson.object()
                        .int64("topic_id", topic.id())
                        .int64("block_height", nonce)
                        .with("address", it.getKey())
                        .with("score", text(it.getValue())))
            .toList();
    return DevnetJson.object("scores", DevnetJson.object("scores", all));
  }

  private static DevnetJson json(ValueBundle bundle) {
    return ProtobufJson.toJson(bundle, Set.of());
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.toString();
  }
}
