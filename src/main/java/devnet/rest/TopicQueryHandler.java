package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Queries of topics, windows and permissions, under the prefix of one emissions version. */
final class TopicQueryHandler {
  private final SimulatedChain chain;
  private final DevnetEmissionsVersion version;

  TopicQueryHandler(SimulatedChain chain, DevnetEmissionsVersion version) {
    this.chain = chain;
    this.version = version;
  }

  void registerRoutes(PathRouter router) {
    router.get(
        "/topic_exists/{topic_id}",
        call ->
            chain.readState(
                it ->
                    CosmosJson.object(
                        "exists", it.findTopic(call.requireNumber("topic_id")).isPresent())));
    router.get(
        "/next_topic_id",
        call ->
            CosmosJson.object()
                .int64(
                    "next_topic_id",
                    chain.readState(it -> Collections.max(it.topics.keySet()) + 1)));
    router.get("/active_topics_at_block/{block_height}", this::activeTopics);
    router.get("/topics/{topic_id}", call -> chain.readState(it -> topic(it, call)));
    router.optionalTopic(
        "/is_topic_active/{topic_id}",
        it -> CosmosJson.object("is_active", it.map(LedgerTopic::isRunning).orElse(false)));
    registerWindowRoutes(router);
    registerPermissionRoutes(router);
    if (version.isAfterV5()) {
      registerRoutesAfterV5(router);
    }
  }

  /** Topics whose epoch ends at the given block, not all active topics, as on the chain. */
  private Map<String, Object> activeTopics(DevnetRequest call) {
    long height = call.requireHeight("block_height");
    List<Object> topics =
        chain.readState(
            state ->
                state.topics.values().stream()
                    .filter(it -> it.isRunning() && it.nextNonce == height)
                    .map(it -> EmissionsJson.topic(it, version).get("topic"))
                    .toList());
    return CosmosJson.object("topics", topics).with("pagination", null);
  }

  private void registerWindowRoutes(PathRouter router) {
    router.optionalTopic(
        "/unfulfilled_worker_nonces/{topic_id}",
        it -> EmissionsJson.nonces(it.map(topic -> topic.openNonces).orElseGet(TreeSet::new)));
    router.topicField(
        "/is_worker_nonce_unfulfilled/{topic_id}/{block_height}",
        (it, call) -> it.openNonces.contains(call.requireNumber("block_height")));
    router.optionalTopic(
        "/next_churning_block_by_topic_id/{topic_id}",
        it -> EmissionsJson.nonce(it.map(topic -> topic.nextNonce).orElse(0L)));
    router.topic(
        "/topic_last_worker_commit_info/{topic_id}",
        (it, call) ->
            CosmosJson.object(
                "last_commit",
                CosmosJson.object()
                    .int64("block_height", it.lastCommitHeight)
                    .with("nonce", EmissionsJson.nonce(it.lastCommitNonce))));
  }

  private void registerPermissionRoutes(PathRouter router) {
    router.topic(
        "/worker_registered/{topic_id}/{address}",
        (it, call) ->
            CosmosJson.object(
                "is_registered", it.registeredWorkers.contains(requireAddress(call))));
    router.get("/worker/{address}", this::worker);
  }

  /** The chain reports a missing topic with another code than "not found" here. */
  private Map<String, Object> topic(LedgerState state, DevnetRequest call) {
    return state
        .findTopic(call.requireNumber("topic_id"))
        .map(it -> EmissionsJson.topic(it, version))
        .orElseThrow(() -> new GrpcStatusException(2, "error getting topic"));
  }

  private Map<String, Object> worker(DevnetRequest call) {
    String address = call.textOrEmpty("address");
    String owner =
        chain
            .readState(it -> it.findRegistrationOwner(address))
            .orElseThrow(
                () ->
                    GrpcStatusException.missingKey(
                        "'" + address + "'", "emissions.v3.OffchainNode"));
    return CosmosJson.object(
        "node_info", CosmosJson.object("owner", owner).with("node_address", address));
  }

  private static String requireAddress(DevnetRequest call) {
    String address = call.textOrEmpty("address");
    DevnetCrypto.addressError(address)
        .ifPresent(
            it -> {
              throw new GrpcStatusException(
                  2,
                  "codespace sdk code 7: invalid address: invalid address: error validating actor"
                      + " id: "
                      + it);
            });
    return address;
  }

  private void registerRoutesAfterV5(PathRouter router) {
    router.topic(
        "/worker_submission_window_status/{topic_id}",
        (it, call) -> EmissionsJson.windowStatus(it, call.textOrEmpty("address")));
    router.topic(
        "/open_worker_submission_windows/{topic_id}",
        (it, call) -> EmissionsJson.nonces(it.openNonces));
    router.topicField(
        "/can_submit_worker_payload/{topic_id}/{address}",
        (it, call) -> it.maySubmit(call.textOrEmpty("address")));
    router.topicField(
        "/is_topic_worker_whitelist_enabled/{topic_id}", (it, call) -> it.whitelistOnly);
    router.topicField(
        "/is_whitelisted_topic_worker/{topic_id}/{address}",
        (it, call) -> it.whitelist.contains(call.textOrEmpty("address")));
  }
}
