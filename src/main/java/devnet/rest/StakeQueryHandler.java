package devnet.rest;

import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.StakeLedger;
import devnet.ledger.StakeLedger.Placement;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import java.util.Map;
import java.util.Optional;

/** Queries of stake, delegations, removals and rewards of a topic. */
final class StakeQueryHandler {
  private final DevnetEmissionsVersion version;

  StakeQueryHandler(DevnetEmissionsVersion version) {
    this.version = version;
  }

  void registerRoutes(PathRouter router) {
    router.topic(
        "/stake_reputer_authority/{topic_id}/{address}",
        (it, call) -> text("authority", it.stakes.authority(call.textOrEmpty("address"))));
    router.topic(
        "/reputer_stake/{address}/{topic_id}",
        (it, call) -> text("amount", it.stakes.authority(call.textOrEmpty("address"))));
    router.topic(
        "/reputer_stake_self/{address}/{topic_id}",
        (it, call) -> text("amount", it.stakes.own(call.textOrEmpty("address"))));
    router.topic(
        "/reputer_delegate_stake/{address}/{topic_id}",
        (it, call) -> text("amount", it.stakes.delegatedTo(call.textOrEmpty("address"))));
    router.topic(
        "/delegate_stake_upon_reputer/{topic_id}/{reputer}",
        (it, call) -> text("stake", it.stakes.delegatedTo(call.textOrEmpty("reputer"))));
    router.topic(
        "/delegate_stake/{delegator}/{topic_id}",
        (it, call) -> text("amount", it.stakes.delegatedBy(call.textOrEmpty("delegator"))));
    router.topic(
        "/delegate_stake/{delegator}/{reputer}/{topic_id}",
        (it, call) -> text("amount", it.stakes.placed(placement(call))));
    router.topic("/stake/{topic_id}", (it, call) -> text("amount", it.stakes.total()));
    router.topic("/topic_fee_revenue/{topic_id}", (it, call) -> text("fee_revenue", it.feeRevenue));
    router.topic(
        "/delegate_reward_per_share/{topic_id}/{reputer}",
        (it, call) ->
            text(
                "reward_per_share",
                it.stakes.rewardPerShare(call.textOrEmpty("reputer")).toPlainString()));
    registerRemovalRoutes(router);
    if (version.isAfterV5()) {
      router.topicField(
          "/can_submit_reputer_payload/{topic_id}/{address}",
          (it, call) -> it.maySubmit(call.textOrEmpty("address")));
      router.topicField(
          "/is_topic_reputer_whitelist_enabled/{topic_id}", (it, call) -> it.whitelistOnly);
    }
  }

  private void registerRemovalRoutes(PathRouter router) {
    router.topic(
        "/delegate_stake_placement/{topic_id}/{delegator}/{reputer}",
        (it, call) ->
            CosmosJson.object(
                "delegator_info",
                text("amount", it.stakes.placed(placement(call)))
                    .with("reward_debt", it.stakes.rewardDebt(placement(call)).toPlainString())));
    router.topic(
        "/stake_removal/{topic_id}/{reputer}",
        (it, call) -> {
          String reputer = call.textOrEmpty("reputer");
          return removal(it.id(), it.stakes.removal(new Placement(reputer, reputer)));
        });
    router.topic(
        "/delegate_stake_removal/{topic_id}/{delegator}/{reputer}",
        (it, call) -> removal(it.id(), it.stakes.removal(placement(call))));
    router.topic(
        "/reputer_registered/{topic_id}/{address}",
        (it, call) ->
            CosmosJson.object(
                "is_registered", it.registeredReputers.contains(call.textOrEmpty("address"))));
  }

  private static Placement placement(DevnetRequest call) {
    return new Placement(call.textOrEmpty("delegator"), call.textOrEmpty("reputer"));
  }

  private static CosmosJson text(String name, Object value) {
    return CosmosJson.object(name, value.toString());
  }

  private static Map<String, Object> removal(long topic, Optional<StakeLedger.Removal> found) {
    StakeLedger.Removal removal =
        found.orElseThrow(() -> DevnetResponse.GrpcStatusException.notFound("not found"));
    CosmosJson json =
        CosmosJson.object()
            .int64("block_removal_started", removal.started())
            .int64("topic_id", topic)
            .with("reputer", removal.placement().reputer());
    if (!removal.placement().isOwn()) {
      json.put("delegator", removal.placement().delegator());
    }
    return CosmosJson.object(
        "removal",
        json.with("amount", removal.amount().toString())
            .int64("block_removal_completed", removal.completed()));
  }
}
