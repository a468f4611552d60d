package chain.tx;

import base.ReadableUnits;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import chain.node.NodePool;
import domain.Failure;
import domain.FailureReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gas limits and fees. What was refused decides what rises: the gas of a window only after it ran
 * out, the price only after the fee was refused.
 */
public final class FeeEstimator {
  private static final BigDecimal GAS_MARGIN = new BigDecimal("1.5");
  private static final BigDecimal GAS_STEP = new BigDecimal("1.3");
  private static final long LEAST_GAS = 200_000;
  private static final long USUAL_GAS = 300_000;

  /** Windows whose gas ran out; an older one is long closed. */
  private static final int REMEMBERED = 100;

  private final NodePool nodes;
  private final FeePolicy policy;
  private final BigInteger cap;
  private final GasPrice price;
  private final Map<Object, Long> exhaustedGas = new LinkedHashMap<>();

  public FeeEstimator(NodePool nodes, FeePolicy policy, BigInteger cap, Timeouts timeouts) {
    this.nodes = nodes;
    this.policy = policy;
    this.cap = cap;
    this.price = new GasPrice(nodes, cap, timeouts);
  }

  /** What is known of the price, to be told of refusals. */
  public GasPrice gasPrice() {
    return price;
  }

  public String feeGranter() {
    return policy.feeGranter();
  }

  /** Whether the granter lets this account spend its coins on fees. */
  public boolean hasFeeGrant(String account) {
    return nodes
        .get("/cosmos/feegrant/v1beta1/allowance/" + policy.feeGranter() + "/" + account)
        .isOk();
  }

  /**
   * Gas limit for a simulated use, above the limit of this owner that ran out, if one did.
   *
   * @param owner of the transaction, as in {@link #recordOutOfGas}
   * @throws Failure.Retry if what ran out was all that may be offered
   */
  public synchronized long gasLimit(String about, Object owner, long used) {
    long exhausted = exhaustedGas.getOrDefault(owner, 0L);
    if (exhausted >= policy.maxGas()) {
      throw new Failure.Retry(
          FailureReason.OUT_OF_GAS,
          "%s: it needs more gas than %d, which is the most that is offered"
              .formatted(about, policy.maxGas()));
    }
    return BigDecimal.valueOf(used)
        .multiply(GAS_MARGIN)
        .max(BigDecimal.valueOf(LEAST_GAS))
        .max(BigDecimal.valueOf(exhausted).multiply(GAS_STEP))
        .min(BigDecimal.valueOf(policy.maxGas()))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /**
   * The gas was short: the next transaction of this owner has more.
   *
   * @param limit gas limit of the transaction that ran out
   */
  public synchronized void recordOutOfGas(Object owner, long limit) {
    exhaustedGas.merge(owner, limit, Math::max);
    if (exhaustedGas.size() > REMEMBERED) {
      exhaustedGas.remove(exhaustedGas.keySet().iterator().next());
    }
  }

  /**
   * Fee in uallo for a gas limit. The tier's extra is dropped before the window is.
   *
   * @param left share of the window, see {@link chain.model.FeePolicy.FeeTier#forRemainingWindow}
   * @throws Failure.Retry if even the bare price is above the operator's cap
   */
  public BigInteger computeFee(String about, long gas, double left) {
    BigDecimal market = price.readMarketPrice(gas);
    BigDecimal required = price.floor();
    requireWithinCap(about, GasPrice.feeRoundedUp(market.max(required), gas));
    BigDecimal offered = market.multiply(policy.tier().forRemainingWindow(left).priceFactor());
    return GasPrice.feeRoundedUp(offered.max(required), gas).min(cap);
  }

  /**
   * @throws Failure.Retry if a price in uallo is above the operator's cap
   */
  public void requireWithinCap(String about, BigInteger uallo) {
    if (uallo.compareTo(cap) > 0) {
      throw new Failure.Retry(
          FailureReason.FEE_CAP,
          "%s: the network asks %s, above the cap of %s; raise network.max-fee to pay it"
              .formatted(about, ReadableUnits.amount(uallo), ReadableUnits.amount(cap)));
    }
  }

  /** Fee of a worker payload with the usual gas limit. */
  public BigInteger typicalFee() {
    return GasPrice.feeRoundedUp(
        price.readMarketPrice(USUAL_GAS).multiply(policy.tier().priceFactor()), USUAL_GAS);
  }
}
