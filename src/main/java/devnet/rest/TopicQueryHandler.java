package devnet.rest;

import devnet.api.DevnetJson;
import devnet.api.DevnetRequest;
import devnet.api.PathRouter;
import devnet.block.SimulatedChain;
import devnet.genesis.DevnetEmissionsVersion;
import devnet.ledger.LedgerTopic;
import java.util.Map;
import java.util.function.BiFunction;

/** Topics, their windows and who may submit, under the prefix of the generation in force. */
final class TopicQueryHandler {
  private final SimulatedChain ledger;
  private final DevnetEmissionsVersion version;
  private final String prefix;

  TopicQueryHandler(SimulatedChain ledger, DevnetEmissionsVersion version) {
    this.ledger = ledger;
    this.version = version;
    this.prefix = "/emissions/" + version.pathLabel();
  }

  void registerRoutes(PathRouter router) {
    router.get(prefix + "/params", call -> ledger.readState(it -> EmissionsJson.params(it)));
    router.get(
        prefix + "/topic_exists/{topic_id}",
        call ->
            ledger.readState(
                it ->
                    DevnetJson.object(
                        "exists", it.findTopic(call.requireNumber("topic_id")).isPresent())));
    topicRoute(router, "/topics/{topic_id}", (it, call) -> EmissionsJson.topic(it, version));
    topicRoute(
        router,
        "/is_topic_active/{topic_id}",
        (it, call) -> DevnetJson.object("is_active", it.isRunning()));
    registerWindowRoutes(router);
    registerPermissionRoutes(router);
    if (version.isAfterV5()) {
      registerRoutesAfterV5(router);
    }
  }

  private void registerWindowRoutes(PathRouter router) {
    topicRoute(
        router,
        "/unfulfilled_worker_nonces/{topic_id}",
        (it, call) -> InferenceJson.nonces(it.openNonces));
    topicRoute(
        router,
        "/is_worker_nonce_unfulfilled/{topic_id}/{block_height}",
        (it, call) ->
            DevnetJson.object(
                "is_worker_nonce_unfulfilled",
                it.openNonces.contains(call.requireNumber("block_height"))));
    topicRoute(
        router,
        "/next_churning_block_by_topic_id/{topic_id}",
        (it, call) -> InferenceJson.nonce(it.nextNonce));
    topicRoute(
        router,
        "/topic_last_worker_commit_info/{topic_id}",
        (it, call) ->
            DevnetJson.object(
                "last_commit",
                DevnetJson.object(
                    "block_height",
                    DevnetJson.int64(it.lastCommitHeight),
                    "nonce",
                    InferenceJson.nonce(it.lastCommitNonce))));
  }

  private void registerPermissionRoutes(PathRouter router) {
    topicRoute(
        router,
        "/worker_registered/{topic_id}/{address}",
        (it, call) ->
            DevnetJson.object(
                "is_registered", it.registeredWorkers.contains(call.textOrEmpty("address"))));
    router.get(
        prefix + "/worker/{address}",
        call ->
            DevnetJson.object(
                "node_info",
                DevnetJson.object(
                    "owner",
                    ledger.readState(
                        it -> it.registrationOwners.getOrDefault(address(call), address(call))),
                    "node_address",
                    address(call))));
  }

  private static String address(DevnetRequest call) {
    return call.textOrEmpty("address");
  }

  private void registerRoutesAfterV5(PathRouter router) {
    topicRoute(
        router,
        "/worker_submission_window_status/{topic_id}",
        (it, call) -> EmissionsJson.windowStatus(it, call.textOrEmpty("address")));
    topicRoute(
        router,
        "/open_worker_submission_windows/{topic_id}",
        (it, call) -> InferenceJson.nonces(it.openNonces));
    topicRoute(
        router,
        "/can_submit_worker_payload/{topic_id}/{address}",
        (it, call) ->
            DevnetJson.object(
                "can_submit_worker_payload", it.maySubmit(call.textOrEmpty("address"))));
    topicRoute(
        router,
        "/is_topic_worker_whitelist_enabled/{topic_id}",
        (it, call) -> DevnetJson.object("is_topic_worker_whitelist_enabled", it.whitelistOnly));
    topicRoute(
        router,
        "/is_whitelisted_topic_worker/{topic_id}/{address}",
        (it, call) ->
            DevnetJson.object(
                "is_whitelisted_topic_worker", it.whitelist.contains(call.textOrEmpty("address"))));
    router.get(
        prefix + "/is_whitelisted_global_worker/{address}",
        call -> DevnetJson.object("is_whitelisted_global_worker", false));
  }

  private void topicRoute(
      PathRouter router,
      String path,
      BiFunction<LedgerTopic, DevnetRequest, Map<String, Object>> answer) {
    router.get(
        prefix + path,
        call ->
            ledger.readState(
                state -> answer.apply(state.requiredTopic(call.requireNumber("topic_id")), call)));
  }
}
