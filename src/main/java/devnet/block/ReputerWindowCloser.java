package devnet.block;

import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.tx.ChainEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Closes a reputer window: computes losses, scores and rewards of its nonce. The reward pool is
 * fixed; inferers share most of it by score, reputers the rest by stake.
 */
final class ReputerWindowCloser {
  private static final BigInteger POOL = BigInteger.TEN.pow(18);
  private static final int PERCENT_FOR_REPUTERS = 25;

  private final LedgerState state;
  private final LedgerTopic topic;

  ReputerWindowCloser(LedgerState state, LedgerTopic topic) {
    this.state = state;
    this.topic = topic;
  }

  List<ChainEvent> close(long nonce) {
    List<ChainEvent> events = new ArrayList<>();
    Map<String, BigDecimal> scores =
        topic.reputers.close(nonce, state.height, topic.stakes, topic.inferencesAt(nonce).keySet());
    if (scores.isEmpty()) {
      return events;
    }
    if (scores.size() > 1) {
      scores.forEach((it, score) -> topic.scores.updateAverage(it, score.doubleValue(), nonce));
    }
    events.add(
        ChainEvent.typed(
            state.emissionsVersion.eventType("EventReputerLastCommitSet"),
            "topic_id",
            topic.id(),
            "block_height",
            state.height,
            "nonce",
            nonce));
    events.add(payInferers(nonce, scores));
    events.add(payReputers(nonce));
    return events;
  }

  private ChainEvent payInferers(long nonce, Map<String, BigDecimal> scores) {
    Map<String, Double> shares = new LinkedHashMap<>();
    scores.forEach((it, score) -> shares.put(it, Math.exp(score.doubleValue())));
    BigInteger pool = percentOfPool(100 - PERCENT_FOR_REPUTERS);
    Map<String, BigInteger> paid = divide(pool, shares);
    paid.forEach(this::creditOwner);
    return rewards(nonce, "ACTOR_TYPE_INFERER_UNSPECIFIED", paid);
  }

  /** Simulated competitors have no account and are not paid. */
  private void creditOwner(String worker, BigInteger uallo) {
    boolean real =
        state.findAccount(worker).isPresent()
            || topic.inferencesAt(topic.reputers.lastCommitNonce).values().stream()
                .filter(it -> it.worker().equals(worker))
                .map(LedgerInference::txHash)
                .anyMatch(hash -> !hash.isEmpty());
    if (real) {
      state.credit(state.registrationOwners.getOrDefault(worker, worker), uallo);
    }
  }

  private ChainEvent payReputers(long nonce) {
    Map<String, Double> shares = new LinkedHashMap<>();
    topic
        .reputers
        .reportsAt(nonce)
        .keySet()
        .forEach(it -> shares.put(it, topic.stakes.authority(it).doubleValue()));
    Map<String, BigInteger> paid = divide(percentOfPool(PERCENT_FOR_REPUTERS), shares);
    paid.forEach(topic.stakes::reward);
    return rewards(nonce, "ACTOR_TYPE_REPUTER", paid);
  }

  private static BigInteger percentOfPool(int percent) {
    return POOL.multiply(BigInteger.valueOf(percent)).divide(BigInteger.valueOf(100));
  }

  private static Map<String, BigInteger> divide(BigInteger pool, Map<String, Double> shares) {
    double sum = shares.values().stream().mapToDouble(it -> it).sum();
    Map<String, BigInteger> paid = new LinkedHashMap<>();
    shares.forEach(
        (it, share) ->
            paid.put(
                it, new BigDecimal(pool).multiply(BigDecimal.valueOf(share / sum)).toBigInteger()));
    return paid;
  }

  private ChainEvent rewards(long nonce, String actor, Map<String, BigInteger> paid) {
    List<String> amounts = paid.values().stream().map(BigInteger::toString).toList();
    return ChainEvent.untyped(
        state.emissionsVersion.eventType("EventRewardsSettled"),
        "actor_type",
        quoted(actor),
        "addresses",
        ChainEvent.jsonList(List.copyOf(paid.keySet())),
        "block_height",
        quoted(state.emissionsVersion.isAfterV5() ? nonce : state.height),
        "rewards",
        ChainEvent.jsonList(amounts),
        "topic_id",
        quoted(topic.id()));
  }

  /** Event attributes hold JSON text. */
  private static String quoted(Object value) {
    return '"' + value.toString() + '"';
  }
}
