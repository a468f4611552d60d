package devnet.block;

import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.ledger.LedgerTopic.ScoreAverages;
import devnet.ledger.ReputerLedger.ClosedEpoch;
import devnet.reward.TopicRewards.ByRole;
import devnet.tx.ChainEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Closes a reputer window: computes losses, scores and rewards of its nonce. The reward pool is
 * fixed.
 */
final class ReputerWindowCloser {
  private static final BigDecimal POOL = BigDecimal.TEN.pow(18);

  private final LedgerState state;
  private final LedgerTopic topic;
  private final List<ChainEvent> events = new ArrayList<>();

  ReputerWindowCloser(LedgerState state, LedgerTopic topic) {
    this.state = state;
    this.topic = topic;
  }

  List<ChainEvent> close(long nonce) {
    topic
        .reputers
        .close(nonce, state.height, topic.stakes, topic.inferencesAt(nonce).keySet(), POOL)
        .ifPresent(it -> publish(nonce, it));
    return events;
  }

  private void publish(long nonce, ClosedEpoch epoch) {
    events.add(event("EventReputerLastCommitSet", "block_height", state.height, "nonce", nonce));
    ByRole<BigDecimal> scores = epoch.scores();
    judge(nonce, "REPUTER", scores.reputers(), topic.reputers.reputerScores, 1);
    judge(nonce, "INFERER_UNSPECIFIED", scores.inferers(), topic.scores, 2);
    judge(nonce, "FORECASTER", scores.forecasters(), topic.reputers.forecasterScores, 2);
    events.add(event("EventForecastTaskScoreSet", "score", epoch.gain().toPlainString()));
    payWorkers(nonce, "INFERER_UNSPECIFIED", epoch.paid().inferers());
    payWorkers(nonce, "FORECASTER", epoch.paid().forecasters());
    Map<String, BigDecimal> own = new LinkedHashMap<>();
    epoch
        .paid()
        .reputers()
        .forEach((it, uallo) -> own.put(it, new BigDecimal(topic.stakes.reward(it, whole(uallo)))));
    settle(nonce, "REPUTER", own);
  }

  /**
   * @param least members whose scores move their averages
   */
  private void judge(
      long nonce, String actor, Map<String, BigDecimal> scores, ScoreAverages averages, int least) {
    if (scores.size() >= least) {
      scores.forEach((it, score) -> averages.updateAverage(it, score.doubleValue(), nonce));
    }
    events.add(
        members("EventScoresSet", actor, scores.keySet())
            .with("block_height", quoted(nonce))
            .with("scores", texts(scores.values())));
  }

  private void payWorkers(long nonce, String actor, Map<String, BigDecimal> rewards) {
    rewards.forEach((it, uallo) -> creditOwner(it, whole(uallo)));
    settle(nonce, actor, rewards);
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

  private static BigInteger whole(BigDecimal uallo) {
    return uallo.toBigInteger();
  }

  private void settle(long nonce, String actor, Map<String, BigDecimal> rewards) {
    if (!rewards.isEmpty()) {
      events.add(
          members("EventRewardsSettled", actor, rewards.keySet())
              .with(
                  "block_height", quoted(state.emissionsVersion.isAfterV5() ? nonce : state.height))
              .with("rewards", texts(rewards.values())));
    }
  }

  private ChainEvent members(String name, String actor, Set<String> addresses) {
    return event(name, "actor_type", "ACTOR_TYPE_" + actor)
        .with("addresses", ChainEvent.jsonList(List.copyOf(addresses)));
  }

  /** Of this topic. */
  private ChainEvent event(String name, Object... pairs) {
    return ChainEvent.typed(state.emissionsVersion.eventType(name), pairs)
        .with("topic_id", quoted(topic.id()));
  }

  /** Event attributes hold JSON text. */
  private static String quoted(Object value) {
    return '"' + value.toString() + '"';
  }

  private static String texts(Collection<BigDecimal> numbers) {
    return ChainEvent.jsonList(numbers.stream().map(BigDecimal::toPlainString).toList());
  }
}
