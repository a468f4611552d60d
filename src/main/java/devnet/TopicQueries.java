package devnet;

import java.util.Map;
import java.util.function.BiFunction;

/** Topics, their windows and who may submit, under the prefix of the generation in force. */
final class TopicQueries {
  private final Ledger ledger;
  private final Emissions version;
  private final String prefix;

  TopicQueries(Ledger ledger, Emissions version) {
    this.ledger = ledger;
    this.version = version;
    this.prefix = "/emissions/" + version.label();
  }

  void routes(Router router) {
    router.get(prefix + "/params", call -> ledger.read(it -> EmissionsJson.params(it)));
    router.get(
        prefix + "/topic_exists/{topic_id}",
        call -> ledger.read(it -> Json.of("exists", it.topic(call.num("topic_id")).isPresent())));
    topic(router, "/topics/{topic_id}", (it, call) -> EmissionsJson.topic(it, version));
    topic(router, "/is_topic_active/{topic_id}", (it, call) -> Json.of("is_active", it.runs()));
    windows(router);
    permissions(router);
    if (version.modern()) {
      modern(router);
    }
  }

  private void windows(Router router) {
    topic(
        router,
        "/unfulfilled_worker_nonces/{topic_id}",
        (it, call) -> InferenceJson.nonces(it.open));
    topic(
        router,
        "/is_worker_nonce_unfulfilled/{topic_id}/{block_height}",
        (it, call) ->
            Json.of("is_worker_nonce_unfulfilled", it.open.contains(call.num("block_height"))));
    topic(
        router,
        "/next_churning_block_by_topic_id/{topic_id}",
        (it, call) -> InferenceJson.nonce(it.nextNonce));
    topic(
        router,
        "/topic_last_worker_commit_info/{topic_id}",
        (it, call) ->
            Json.of(
                "last_commit",
                Json.of(
                    "block_height",
                    Json.num(it.lastCommitHeight),
                    "nonce",
                    InferenceJson.nonce(it.lastCommitNonce))));
  }

  private void permissions(Router router) {
    topic(
        router,
        "/worker_registered/{topic_id}/{address}",
        (it, call) -> Json.of("is_registered", it.registered.contains(call.text("address"))));
    router.get(
        prefix + "/worker/{address}",
        call ->
            Json.of(
                "node_info",
                Json.of(
                    "owner",
                    ledger.read(it -> it.owners.getOrDefault(address(call), address(call))),
                    "node_address",
                    address(call))));
  }

  private static String address(Call call) {
    return call.text("address");
  }

  private void modern(Router router) {
    topic(
        router,
        "/worker_submission_window_status/{topic_id}",
        (it, call) -> EmissionsJson.window(it, call.text("address")));
    topic(
        router,
        "/open_worker_submission_windows/{topic_id}",
        (it, call) -> InferenceJson.nonces(it.open));
    topic(
        router,
        "/can_submit_worker_payload/{topic_id}/{address}",
        (it, call) -> Json.of("can_submit_worker_payload", it.permits(call.text("address"))));
    topic(
        router,
        "/is_topic_worker_whitelist_enabled/{topic_id}",
        (it, call) -> Json.of("is_topic_worker_whitelist_enabled", it.restricted));
    topic(
        router,
        "/is_whitelisted_topic_worker/{topic_id}/{address}",
        (it, call) ->
            Json.of("is_whitelisted_topic_worker", it.whitelist.contains(call.text("address"))));
    router.get(
        prefix + "/is_whitelisted_global_worker/{address}",
        call -> Json.of("is_whitelisted_global_worker", false));
  }

  private void topic(
      Router router, String path, BiFunction<Topic, Call, Map<String, Object>> answer) {
    router.get(
        prefix + path,
        call ->
            ledger.read(state -> answer.apply(state.requiredTopic(call.num("topic_id")), call)));
  }
}
