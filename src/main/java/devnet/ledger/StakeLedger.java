package devnet.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stakes of a topic, their removals and rewards, in uallo; guarded by the ledger's lock. */
public final class StakeLedger {
  /** Blocks until removed stake is paid. */
  public static final long REMOVAL_DELAY = 604_800;

  /** Stake of reputers that the simulation leaves out, in uallo. */
  private static final BigInteger UNSIMULATED_STAKE = BigInteger.valueOf(1_445_000);

  /** A delegator's stake on a reputer; for the reputer's own stake both are the same. */
  public record Placement(String delegator, String reputer) {
    static Placement own(String reputer) {
      return new Placement(reputer, reputer);
    }

    public boolean isOwn() {
      return delegator.equals(reputer);
    }
  }

  /** A pending removal of stake; a second removal of the same placement replaces the first. */
  public record Removal(Placement placement, BigInteger amount, long started, long completed) {}

  private static final class Holding {
    BigInteger amount = BigInteger.ZERO;
    BigDecimal rewardDebt = BigDecimal.ZERO;
  }

  private final Map<String, Map<String, Holding>> byReputer = new TreeMap<>();
  private final Map<String, BigDecimal> rewardPerShare = new TreeMap<>();
  private final Map<Placement, Removal> removals = new HashMap<>();

  public BigInteger own(String reputer) {
    return placed(Placement.own(reputer));
  }

  public BigInteger placed(Placement placement) {
    return find(placement).map(it -> it.amount).orElse(BigInteger.ZERO);
  }

  /** Stake that others delegated to this reputer. */
  public BigInteger delegatedTo(String reputer) {
    return authority(reputer).subtract(own(reputer));
  }

  /** Own and delegated stake, the weight of this reputer. */
  public BigInteger authority(String reputer) {
    return byReputer.getOrDefault(reputer, Map.of()).values().stream()
        .map(it -> it.amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  public BigInteger delegatedBy(String delegator) {
    return byReputer.entrySet().stream()
        .filter(it -> !it.getKey().equals(delegator) && it.getValue().containsKey(delegator))
        .map(it -> it.getValue().get(delegator).amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  public BigInteger total() {
    return byReputer.keySet().stream()
        .map(this::authority)
        .reduce(UNSIMULATED_STAKE, BigInteger::add);
  }

  public void add(Placement placement, BigInteger uallo) {
    Holding holding = holding(placement);
    holding.amount = holding.amount.add(uallo);
    holding.rewardDebt = accrued(placement, holding);
  }

  private void remove(Placement placement, BigInteger uallo) {
    add(placement, uallo.negate());
  }

  /** Pays out the rewards of this placement, in whole uallo, and resets them. */
  public BigInteger claim(Placement placement) {
    BigInteger due = pending(placement);
    find(placement).ifPresent(it -> it.rewardDebt = accrued(placement, it));
    return due;
  }

  public BigInteger pending(Placement placement) {
    return find(placement)
        .map(it -> accrued(placement, it).subtract(it.rewardDebt).toBigInteger())
        .orElse(BigInteger.ZERO);
  }

  public BigDecimal rewardDebt(Placement placement) {
    return find(placement).map(it -> it.rewardDebt).orElse(BigDecimal.ZERO);
  }

  public BigDecimal rewardPerShare(String reputer) {
    return rewardPerShare.getOrDefault(reputer, BigDecimal.ZERO);
  }

  /**
   * Shares a reward by stake. The reputer's part is added to its stake; delegators claim theirs.
   *
   * @return the reputer's part
   */
  public BigInteger reward(String reputer, BigInteger uallo) {
    BigInteger authority = authority(reputer);
    BigInteger delegated = delegatedTo(reputer);
    BigInteger forOthers =
        authority.signum() == 0 ? BigInteger.ZERO : uallo.multiply(delegated).divide(authority);
    if (delegated.signum() > 0) {
      BigDecimal share =
          new BigDecimal(forOthers).divide(new BigDecimal(delegated), MathContext.DECIMAL128);
      rewardPerShare.merge(reputer, share, BigDecimal::add);
    }
    BigInteger own = uallo.subtract(forOthers);
    add(Placement.own(reputer), own);
    return own;
  }

  public void startRemoval(Placement placement, BigInteger uallo, long height) {
    removals.put(placement, new Removal(placement, uallo, height, height + REMOVAL_DELAY));
  }

  /**
   * Cancels the placement's removal.
   *
   * @return whether there was one
   */
  public boolean cancelRemoval(Placement placement) {
    return removals.remove(placement) != null;
  }

  public Optional<Removal> removal(Placement placement) {
    return Optional.ofNullable(removals.get(placement));
  }

  public List<Removal> removalsAt(long height) {
    return removals.values().stream().filter(it -> it.completed() == height).toList();
  }

  /** Takes the removals that are due out of the stake; the caller pays them. */
  public List<Removal> completeRemovals(long height) {
    List<Removal> due = new ArrayList<>(removalsAt(height));
    due.forEach(it -> remove(it.placement(), it.amount()));
    due.forEach(it -> removals.remove(it.placement()));
    return due;
  }

  private BigDecimal accrued(Placement placement, Holding holding) {
    return placement.isOwn()
        ? BigDecimal.ZERO
        : new BigDecimal(holding.amount)
            .multiply(rewardPerShare(placement.reputer()))
            .setScale(18, RoundingMode.DOWN);
  }

  private Optional<Holding> find(Placement placement) {
    return Optional.ofNullable(
        byReputer.getOrDefault(placement.reputer(), Map.of()).get(placement.delegator()));
  }

  private Holding holding(Placement placement) {
    return byReputer
        .computeIfAbsent(placement.reputer(), it -> new TreeMap<>())
        .computeIfAbsent(placement.delegator(), it -> new Holding());
  }
}
