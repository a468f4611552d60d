package chain;

import domain.Failure;
import domain.Reason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gas limits and fees. The price is asked from the fee market each time; what a refusal said it
 * would have wanted is kept as a floor for a while.
 */
final class Fees {
  private static final BigDecimal GAS_MARGIN = new BigDecimal("1.5");
  private static final BigDecimal GAS_STEP = new BigDecimal("1.3");
  private static final BigDecimal PRICE_STEP = new BigDecimal("1.25");
  private static final long LEAST_GAS = 200_000;
  private static final long USUAL_GAS = 300_000;
  private static final BigDecimal USUAL_PRICE = BigDecimal.TEN;
  private static final Pattern REQUIRED =
      Pattern.compile("required: (\\d+)uallo(?:.*?gas: (\\d+))?", Pattern.DOTALL);

  private final Nodes nodes;
  private final FeePolicy policy;
  private final BigInteger cap;
  private final Pace pace;
  private BigDecimal floor = BigDecimal.ZERO;
  private long floorSince;

  Fees(Nodes nodes, FeePolicy policy, BigInteger cap, Pace pace) {
    this.nodes = nodes;
    this.policy = policy;
    this.cap = cap;
    this.pace = pace;
  }

  String granter() {
    return policy.granter();
  }

  /** Whether the granter lets this account spend its coins on fees. */
  boolean allowed(String account) {
    return nodes.get("/cosmos/feegrant/v1beta1/allowance/" + policy.granter() + "/" + account).ok();
  }

  /**
   * Gas limit for a simulated use, with more room on each further attempt.
   *
   * @throws Failure.Wait if the attempt before had all that may be offered
   */
  long gas(String about, long used, int attempt) {
    if (attempt > 1 && limit(used, attempt - 1) == policy.maxGas()) {
      throw new Failure.Wait(
          Reason.OUT_OF_GAS,
          "%s: it needs more gas than %d, which is the most that is offered"
              .formatted(about, policy.maxGas()));
    }
    return limit(used, attempt);
  }

  private long limit(long used, int attempt) {
    BigDecimal first =
        BigDecimal.valueOf(used).multiply(GAS_MARGIN).max(BigDecimal.valueOf(LEAST_GAS));
    BigDecimal limit = first.multiply(GAS_STEP.pow(attempt - 1));
    return Math.min(policy.maxGas(), limit.setScale(0, RoundingMode.CEILING).longValueExact());
  }

  /**
   * Fee in uallo for a gas limit. The tier's extra is dropped before the window is.
   *
   * @param left share of the window, see {@link Tier#pressed}
   * @throws Failure.Wait if even the bare price is above the operator's cap
   */
  BigInteger fee(String about, long gas, int attempt, double left) {
    BigDecimal price = price().max(floor());
    demandWithinCap(about, ceiling(price, gas));
    BigDecimal factor = policy.tier().pressed(left).factor();
    return ceiling(price.multiply(factor).multiply(PRICE_STEP.pow(attempt - 1)), gas).min(cap);
  }

  /**
   * @throws Failure.Wait if a price in uallo is above the operator's cap
   */
  void demandWithinCap(String about, BigInteger uallo) {
    if (uallo.compareTo(cap) > 0) {
      throw new Failure.Wait(
          Reason.FEE_CAP,
          "%s: the network asks %s uallo, above the cap of %s uallo; raise network.max-fee to pay it"
              .formatted(about, uallo, cap));
    }
  }

  private static BigInteger ceiling(BigDecimal price, long gas) {
    return price
        .multiply(BigDecimal.valueOf(gas))
        .setScale(0, RoundingMode.CEILING)
        .toBigIntegerExact();
  }

  /** Fee of a worker payload with the usual gas limit. */
  BigInteger usual() {
    return ceiling(price().multiply(policy.tier().factor()), USUAL_GAS);
  }

  /** Uallo per gas, a decimal over REST. */
  BigDecimal price() {
    Reply reply = nodes.get("/feemarket/v1/gas_price/uallo");
    return reply.ok() ? decimal(reply) : USUAL_PRICE;
  }

  private static BigDecimal decimal(Reply reply) {
    try {
      return new BigDecimal(reply.text("price", "amount"));
    } catch (NumberFormatException e) {
      throw new Silence(reply.from(), "answered with a gas price that cannot be read");
    }
  }

  /**
   * Takes the price from the text of a refusal, if it tells one. A node's own least price is told
   * without the gas.
   *
   * @param limit gas limit of what was refused
   */
  synchronized void learn(String text, long limit) {
    Matcher required = REQUIRED.matcher(text);
    if (required.find()) {
      String told = required.group(2);
      BigDecimal gas =
          (told == null ? BigDecimal.valueOf(limit) : new BigDecimal(told)).max(BigDecimal.ONE);
      floor = new BigDecimal(required.group(1)).divide(gas, 18, RoundingMode.CEILING);
      floorSince = pace.now();
    }
  }

  private synchronized BigDecimal floor() {
    boolean fresh = pace.now() - floorSince < pace.factsLast().toNanos();
    return fresh ? floor : BigDecimal.ZERO;
  }
}
