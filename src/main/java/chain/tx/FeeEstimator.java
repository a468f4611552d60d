package chain.tx;

import base.BoundedNumbers;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import chain.node.NodePool;
import domain.Attempt;
import domain.Failure;
import domain.FailureReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gas limits and fees. What was refused decides what rises: the gas of a window only after it ran
 * out, the price only after the fee was refused. The price is asked from the fee market each time;
 * what a refusal required is kept as a floor for a while.
 */
public final class FeeEstimator {
  private static final BigDecimal GAS_MARGIN = new BigDecimal("1.5");
  private static final BigDecimal GAS_STEP = new BigDecimal("1.3");
  private static final BigDecimal PRICE_STEP = new BigDecimal("1.25");
  private static final long LEAST_GAS = 200_000;
  private static final long USUAL_GAS = 300_000;
  private static final BigDecimal USUAL_PRICE = BigDecimal.TEN;

  private static final Pattern MINIMUM =
      Pattern.compile("(?:^|,)([0-9]{1,20}(?:\\.[0-9]{1,18})?)uallo(?:,|$)");

  /** The uallo of a list of coins, which other coins may stand before and after. */
  private static final Pattern REQUIRED =
      Pattern.compile(
          "required: (?:[^:]{0,1000},)?\\s*([0-9]{1,60})uallo(?![\\w/-])"
              + "(?:.*?gas: ([0-9]{1,18})(?![0-9]))?",
          Pattern.DOTALL);

  /** Windows whose gas ran out; an older one is long closed. */
  private static final int REMEMBERED = 100;

  private final NodePool nodes;
  private final FeePolicy policy;
  private final BigInteger cap;
  private final Timeouts timeouts;
  private final Map<Object, Long> exhaustedGas = new LinkedHashMap<>();
  private BigDecimal floor = BigDecimal.ZERO;
  private long floorSince;

  public FeeEstimator(NodePool nodes, FeePolicy policy, BigInteger cap, Timeouts timeouts) {
    this.nodes = nodes;
    this.policy = policy;
    this.cap = cap;
    this.timeouts = timeouts;
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
   * @param left share of the window, see {@link chain.model.FeeTier#forRemainingWindow}
   * @throws Failure.Retry if even the bare price is above the operator's cap
   */
  public BigInteger computeFee(String about, long gas, double left) {
    BigDecimal market = readGasPrice();
    BigDecimal required = priceFloor();
    requireWithinCap(about, feeRoundedUp(market.max(required), gas));
    BigDecimal offered = market.multiply(policy.tier().forRemainingWindow(left).priceFactor());
    return feeRoundedUp(offered.max(required), gas).min(cap);
  }

  /**
   * @throws Failure.Retry if a price in uallo is above the operator's cap
   */
  public void requireWithinCap(String about, BigInteger uallo) {
    if (uallo.compareTo(cap) > 0) {
      throw new Failure.Retry(
          FailureReason.FEE_CAP,
          "%s: the network asks %s uallo, above the cap of %s uallo; raise network.max-fee to pay it"
              .formatted(about, uallo, cap));
    }
  }

  private static BigInteger feeRoundedUp(BigDecimal price, long gas) {
    return price
        .multiply(BigDecimal.valueOf(gas))
        .setScale(0, RoundingMode.CEILING)
        .toBigIntegerExact();
  }

  /** Fee of a worker payload with the usual gas limit. */
  public BigInteger typicalFee() {
    return feeRoundedUp(readGasPrice().multiply(policy.tier().priceFactor()), USUAL_GAS);
  }

  /** Uallo per gas, as the fee market says or, where there is none, as the node does. */
  BigDecimal readGasPrice() {
    NodeReply reply = nodes.get("/feemarket/v1/gas_price/uallo", FeeEstimator::parseGasPrice);
    return reply.isOk() ? parseGasPrice(reply) : readMinimumGasPrice();
  }

  /** What the node itself asks at least, on a network without a fee market. */
  private BigDecimal readMinimumGasPrice() {
    String coins =
        nodes.get("/cosmos/base/node/v1beta1/config").field("minimum_gas_price").asText();
    Matcher minimum = MINIMUM.matcher(coins);
    BigDecimal price =
        minimum.find() ? BoundedNumbers.parseDecimal(minimum.group(1)) : BigDecimal.ZERO;
    return price.signum() > 0 ? price : USUAL_PRICE;
  }

  private static BigDecimal parseGasPrice(NodeReply reply) {
    BigDecimal price = reply.decimalField("price", "amount");
    if (price.signum() < 0) {
      throw new NodeUnavailableException(reply.endpoint(), "answered with a negative gas price");
    }
    return price;
  }

  /**
   * The fee was refused: the next one pays what the refusal requires, or a step more than was
   * offered where it requires no more than that. A node's own least price is told without the gas.
   *
   * @param refused the transaction that offered too little
   */
  public synchronized void recordFeeRefusal(String text, Attempt refused) {
    BigDecimal gas = BigDecimal.valueOf(Math.max(1, refused.gasLimit()));
    BigDecimal paid = divide(new BigDecimal(refused.fee()), gas);
    BigDecimal price = requiredPrice(text, gas);
    floor = priceFloor().max(price.compareTo(paid) > 0 ? price : paid.multiply(PRICE_STEP));
    floorSince = timeouts.nanoTime();
  }

  /** Uallo per gas; 0 where the text tells none. */
  private static BigDecimal requiredPrice(String text, BigDecimal limit) {
    Matcher required = REQUIRED.matcher(text);
    if (!required.find()) {
      return BigDecimal.ZERO;
    }
    BigDecimal fee = BoundedNumbers.parseDecimal(required.group(1));
    String gas = required.group(2);
    return divide(fee, gas == null ? limit : BoundedNumbers.parseDecimal(gas).max(BigDecimal.ONE));
  }

  private static BigDecimal divide(BigDecimal fee, BigDecimal gas) {
    return fee.divide(gas, 18, RoundingMode.CEILING);
  }

  private synchronized BigDecimal priceFloor() {
    boolean fresh = timeouts.nanoTime() - floorSince < timeouts.slowFactsTtl().toNanos();
    return fresh ? floor : BigDecimal.ZERO;
  }
}
