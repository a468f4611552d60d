package chain.tx;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import chain.node.NodePool;
import domain.Failure;
import domain.FailureReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gas limits and fees. The price is asked from the fee market each time; what a refusal said it
 * would have wanted is kept as a floor for a while.
 */
public final class FeeEstimator {
  private static final BigDecimal GAS_MARGIN = new BigDecimal("1.5");
  private static final BigDecimal GAS_STEP = new BigDecimal("1.3");
  private static final BigDecimal PRICE_STEP = new BigDecimal("1.25");
  private static final long LEAST_GAS = 200_000;
  private static final long USUAL_GAS = 300_000;
  private static final BigDecimal USUAL_PRICE = BigDecimal.TEN;
  private static final Pattern REQUIRED =
      Pattern.compile(
          "required: (?:[^:]{0,500},)?\\s*(\\d{1,30})uallo(?:.*?gas: (\\d{1,18}))?",
          Pattern.DOTALL);

  private final NodePool nodes;
  private final FeePolicy policy;
  private final BigInteger cap;
  private final Timeouts pace;
  private BigDecimal floor = BigDecimal.ZERO;
  private long floorSince;

  public FeeEstimator(NodePool nodes, FeePolicy policy, BigInteger cap, Timeouts pace) {
    this.nodes = nodes;
    this.policy = policy;
    this.cap = cap;
    this.pace = pace;
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
   * Gas limit for a simulated use, with more room on each further attempt.
   *
   * @throws Failure.Retry if the attempt before had all that may be offered
   */
  public long gasLimit(String about, long used, int attempt) {
    if (attempt > 1 && gasLimitOfAttempt(used, attempt - 1) == policy.maxGas()) {
      throw new Failure.Retry(
          FailureReason.OUT_OF_GAS,
          "%s: it needs more gas than %d, which is the most that is offered"
              .formatted(about, policy.maxGas()));
    }
    return gasLimitOfAttempt(used, attempt);
  }

  private long gasLimitOfAttempt(long used, int attempt) {
    BigDecimal first =
        BigDecimal.valueOf(used).multiply(GAS_MARGIN).max(BigDecimal.valueOf(LEAST_GAS));
    BigDecimal limit = first.multiply(GAS_STEP.pow(attempt - 1));
    return limit
        .min(BigDecimal.valueOf(policy.maxGas()))
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /**
   * Fee in uallo for a gas limit. The tier's extra is dropped before the window is.
   *
   * @param left share of the window, see {@link chain.model.FeeTier#forRemainingWindow}
   * @throws Failure.Retry if even the bare price is above the operator's cap
   */
  public BigInteger computeFee(String about, long gas, int attempt, double left) {
    BigDecimal price = readGasPrice().max(priceFloor());
    requireWithinCap(about, feeRoundedUp(price, gas));
    BigDecimal factor = policy.tier().forRemainingWindow(left).priceFactor();
    return feeRoundedUp(price.multiply(factor).multiply(PRICE_STEP.pow(attempt - 1)), gas).min(cap);
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

  /** Uallo per gas, a decimal over REST. */
  BigDecimal readGasPrice() {
    NodeReply reply = nodes.get("/feemarket/v1/gas_price/uallo", FeeEstimator::parseGasPrice);
    return reply.isOk() ? parseGasPrice(reply) : USUAL_PRICE;
  }

  private static BigDecimal parseGasPrice(NodeReply reply) {
    BigDecimal price = reply.decimalField("price", "amount");
    if (price.signum() < 0) {
      throw new NodeUnavailableException(reply.endpoint(), "answered with a negative gas price");
    }
    return price;
  }

  /**
   * Takes the price from the text of a refusal, if it tells one. A node's own least price is told
   * without the gas.
   *
   * @param limit gas limit of what was refused
   */
  public synchronized void learnPriceFloor(String text, long limit) {
    Matcher required = REQUIRED.matcher(text);
    if (required.find()) {
      String told = required.group(2);
      BigDecimal gas =
          (told == null ? BigDecimal.valueOf(limit) : new BigDecimal(told)).max(BigDecimal.ONE);
      floor = new BigDecimal(required.group(1)).divide(gas, 18, RoundingMode.CEILING);
      floorSince = pace.nanoTime();
    }
  }

  private synchronized BigDecimal priceFloor() {
    boolean fresh = pace.nanoTime() - floorSince < pace.slowFactsTtl().toNanos();
    return fresh ? floor : BigDecimal.ZERO;
  }
}
