package routes.reputer;

import base.ReadableUnits;
import chain.AccountOperations;
import chain.AlloraClient;
import chain.model.Network;
import domain.Attempt;
import domain.Failure;
import domain.Role;
import domain.market.DataOrigin;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import journal.Journal;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.RewardOwner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;

/**
 * Stakes what a worker has earned, where a topic's settings say so. Each reward is taken up once in
 * the journal before anything is signed, so a crash leaves it in the balance and never stakes it
 * twice. The balance keeps the fees of some days.
 */
public final class AutoStake {
  private static final Logger LOG = LoggerFactory.getLogger(AutoStake.class);

  /** Closed epochs that are looked back at; older rewards stay in the balance. */
  private static final int MOST_EPOCHS = 48;

  /** What is worth less than so many fees waits for more. */
  private static final BigInteger LEAST_FEES = BigInteger.TEN;

  private final WorkerClients workers;
  private final Journal journal;
  private final StakePlan plan;
  private final boolean dryRun;

  /** Newest height by topic that needs no second look, and is not in the journal. */
  private final Map<Long, Long> seen = new ConcurrentHashMap<>();

  /**
   * What is staked, and what is kept.
   *
   * @param targets by topic: a reputer's address, or empty for the own stake
   * @param roles of the wallets by topic, each of which pays for its epochs
   * @param keptDays whose fees stay in the balance
   */
  public record StakePlan(Map<Long, String> targets, Map<Long, Integer> roles, int keptDays) {}

  /** What is moved, and what stays. */
  record Purse(BigInteger earned, BigInteger kept, BigInteger balance) {
    BigInteger toStake(BigInteger fee) {
      return earned.min(balance.subtract(kept).subtract(fee)).max(BigInteger.ZERO);
    }
  }

  /**
   * @param dryRun whether nothing may be signed
   */
  public AutoStake(WorkerClients workers, Journal journal, StakePlan plan, boolean dryRun) {
    this.workers = workers;
    this.journal = journal;
    this.plan = plan;
    this.dryRun = dryRun;
  }

  /** Stakes what closed epochs paid since the last time; what fails is tried again later. */
  public void stakeRewards(long topic) {
    if (!plan.targets().containsKey(topic)) {
      return;
    }
    AlloraClient allora = workers.forTopic(topic);
    try {
      if (mayStake(allora, topic)) {
        stakeRewards(allora, topic);
      }
    } catch (Failure e) {
      LOG.warn("topic {}: rewards are not staked: {}", topic, e.getMessage());
    }
  }

  private boolean mayStake(AlloraClient allora, long topic) {
    String owner = allora.networkInfo().ownerAddress();
    if (!owner.equals(allora.workerAddress())) {
      LOG.warn("topic {}: rewards are not staked: {} gets them", topic, owner);
      return false;
    }
    boolean simulated =
        journal
            .reader()
            .findLatest(EntryFilter.ofRole(topic, Role.WORKER).withState(EntryState.ACCEPTED), 1)
            .stream()
            .anyMatch(
                it ->
                    it.provenance() != null
                        && it.provenance().origin() instanceof DataOrigin.SimulatedMarket);
    if (simulated && !Network.DEVNET_CHAIN_ID.equals(allora.network().chainId())) {
      LOG.warn("topic {}: rewards are not staked: its values are from simulated data", topic);
      return false;
    }
    return true;
  }

  private void stakeRewards(AlloraClient allora, long topic) {
    RewardOwner owner = new RewardOwner(allora.network().chainId(), topic, allora.workerAddress());
    long known = Math.max(journal.reader().newestRewardHeight(owner), seen.getOrDefault(topic, 0L));
    if (known == 0) {
      begin(owner, allora.earnings(topic, 1, it -> false));
      return;
    }
    SortedMap<Long, BigInteger> paid = allora.earnings(topic, MOST_EPOCHS, it -> it <= known);
    BigInteger earned = paid.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    if (paid.size() == MOST_EPOCHS) {
      LOG.warn(
          "topic {}: rewards of epochs before the newest {} stay in the balance: ask more often,"
              + " by heartbeat.standing",
          topic,
          MOST_EPOCHS);
    }
    if (earned.signum() == 0) {
      paid.keySet().forEach(it -> seen.merge(topic, it, Math::max));
      return;
    }
    Purse purse = new Purse(earned, keptInBalance(allora), allora.balance());
    BigInteger amount =
        purse.toStake(allora.networkInfo().typicalSubmissionCost().multiply(BigInteger.TWO));
    if (amount.signum() == 0) {
      LOG.info(
          "topic {}: earned {}, not staked yet: {} days of fees are {}, the balance is {}",
          topic,
          ReadableUnits.amount(earned),
          plan.keptDays(),
          ReadableUnits.amount(purse.kept()),
          ReadableUnits.amount(purse.balance()));
      return;
    }
    stake(allora, owner, paid, amount, purse);
  }

  /** What was earned before is the operator's own matter. */
  private void begin(RewardOwner owner, SortedMap<Long, BigInteger> newest) {
    if (!newest.isEmpty()) {
      takeUp(owner, new TreeMap<>(Map.of(newest.lastKey(), BigInteger.ZERO)));
      LOG.info(
          "topic {}: rewards are staked from the epoch after height {} on",
          owner.topic(),
          newest.lastKey());
    }
  }

  private void stake(
      AlloraClient allora,
      RewardOwner owner,
      SortedMap<Long, BigInteger> paid,
      BigInteger amount,
      Purse purse) {
    AccountOperations operations = allora.accountOperations();
    String target = plan.targets().get(owner.topic());
    AccountOperations.Order order =
        target.isEmpty() || target.equals(owner.worker())
            ? operations.addStake(owner.topic(), amount)
            : operations.delegate(owner.topic(), target, amount);
    boolean tooLittle = order.fee().multiply(LEAST_FEES).compareTo(amount) > 0;
    if (tooLittle || purse.toStake(order.fee()).compareTo(amount) < 0) {
      LOG.info(
          "topic {}: earned {}, not staked yet: the fee would be {}",
          owner.topic(),
          ReadableUnits.amount(purse.earned()),
          ReadableUnits.amount(order.fee()));
      return;
    }
    if (!takeUp(owner, paid)) {
      return;
    }
    if (dryRun) {
      LOG.info("dry run: would {}; nothing was signed or sent", order.description());
      return;
    }
    send(order, owner, amount);
  }

  private static void send(AccountOperations.Order order, RewardOwner owner, BigInteger amount) {
    try {
      Attempt sent = order.send();
      LOG.info(
          "{}: transaction {}, fee {}",
          order.description(),
          sent.hash(),
          ReadableUnits.amount(sent.fee()));
    } catch (Failure e) {
      LOG.warn(
          "topic {}: {} may not have been staked, then they stay in the balance: {}",
          owner.topic(),
          ReadableUnits.amount(amount),
          e.getMessage());
    }
  }

  private boolean takeUp(RewardOwner owner, SortedMap<Long, BigInteger> paid) {
    if (dryRun) {
      seen.put(owner.topic(), paid.lastKey());
      return true;
    }
    return journal.takeUpRewards(owner, paid);
  }

  /** Fees of some days, of every topic and role that this wallet pays for. */
  private BigInteger keptInBalance(AlloraClient allora) {
    BigInteger usual = allora.networkInfo().typicalSubmissionCost();
    BigInteger cost =
        journal
            .reader()
            .averageFeePerAccepted(allora.network().chainId(), allora.workerAddress())
            .map(usual::max)
            .orElse(usual);
    BigDecimal epochs = BigDecimal.ZERO;
    for (Map.Entry<Long, Integer> it : plan.roles().entrySet()) {
      if (workers.forTopic(it.getKey()).workerAddress().equals(allora.workerAddress())) {
        Duration epoch =
            allora.estimatedBlockTime().multipliedBy(allora.topicInfo(it.getKey()).epochLength());
        double perDay = (double) Duration.ofDays(1).toMillis() / Math.max(1, epoch.toMillis());
        epochs = epochs.add(BigDecimal.valueOf(perDay * it.getValue()));
      }
    }
    return new BigDecimal(cost)
        .multiply(epochs)
        .multiply(BigDecimal.valueOf(plan.keptDays()))
        .setScale(0, RoundingMode.CEILING)
        .toBigInteger();
  }
}
