package chain.tx;

import base.BoundedNumbers;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.Timeouts;
import chain.node.NodePool;
import domain.Attempt;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a unit of gas costs in uallo: asked from the fee market each time where there is one, and
 * for a while no less than a refusal required. Of nodes that differ the cheapest is believed, as
 * the network refuses what is too little and keeps what is too much.
 */
public final class GasPrice {
  private static final BigDecimal STEP = new BigDecimal("1.25");
  private static final BigDecimal USUAL_PRICE = BigDecimal.TEN;

  /** A price so many times the last one is asked again at all nodes. */
  private static final BigDecimal SURPRISE = new BigDecimal(3);

  /**
   * How long a required price above the operator's cap stays valid: nothing is signed meanwhile.
   */
  private static final Duration ABOVE_CAP_TTL = Duration.ofSeconds(10);

  private static final String MARKET = "/feemarket/v1/gas_price/uallo";
  private static final String CONFIG = "/cosmos/base/node/v1beta1/config";

  private static final Pattern MINIMUM =
      Pattern.compile("(?:^|,)([0-9]{1,20}(?:\\.[0-9]{1,18})?)uallo(?:,|$)");

  /** The uallo of a list of coins, which other coins may stand before and after. */
  private static final Pattern REQUIRED =
      Pattern.compile(
          "required: (?:[^:]{0,1000},)?\\s*([0-9]{1,60})uallo(?![\\w/-])"
              + "(?:.*?gas: ([0-9]{1,18})(?![0-9]))?",
          Pattern.DOTALL);

  private final NodePool nodes;
  private final BigInteger cap;
  private final Timeouts timeouts;
  private BigDecimal last = USUAL_PRICE;
  private BigDecimal floor = BigDecimal.ZERO;
  private Duration floorTtl = Duration.ZERO;
  private long floorSince;
  private boolean isAsked;
  private long readAt;
  private boolean marketIsAbsent;
  private long absentSince;

  /**
   * @param cap highest fee of one transaction, uallo
   */
  GasPrice(NodePool nodes, BigInteger cap, Timeouts timeouts) {
    this.nodes = nodes;
    this.cap = cap;
    this.timeouts = timeouts;
  }

  static BigInteger feeRoundedUp(BigDecimal price, long gas) {
    return price
        .multiply(BigDecimal.valueOf(gas))
        .setScale(0, RoundingMode.CEILING)
        .toBigIntegerExact();
  }

  /** As the fee market says or, where there is none, as the node does. */
  synchronized BigDecimal readMarketPrice(long gas) {
    return isAsked
            && nodes.monitor().isWithinBlock(readAt)
            && feeRoundedUp(last, gas).compareTo(cap) <= 0
        ? last
        : askForPrice(gas);
  }

  private BigDecimal askForPrice(long gas) {
    Optional<BigDecimal> market = askMarket().map(GasPrice::parseMarketPrice);
    BigDecimal price = market.orElseGet(() -> parseMinimumPrice(nodes.get(CONFIG)));
    boolean surprising = price.compareTo(last.multiply(SURPRISE)) > 0;
    if (surprising || feeRoundedUp(price, gas).compareTo(cap) > 0) {
      price = lowest(market.isPresent() ? MARKET : CONFIG, price);
    }
    last = price;
    isAsked = true;
    readAt = timeouts.nanoTime();
    return price;
  }

  /** Empty where the network has no fee market, which is asked for once an hour. */
  private Optional<NodeReply> askMarket() {
    if (marketIsAbsent && timeouts.nanoTime() - absentSince < timeouts.hourlyFactsTtl().toNanos()) {
      return Optional.empty();
    }
    NodeReply reply = nodes.get(MARKET, GasPrice::parseMarketPrice);
    marketIsAbsent = reply.isRouteNotServed();
    absentSince = timeouts.nanoTime();
    return Optional.of(reply).filter(NodeReply::isOk);
  }

  private BigDecimal lowest(String path, BigDecimal told) {
    return nodes.askEach(path, it -> Optional.of(it).filter(NodeReply::isOk)).stream()
        .map(it -> path.equals(MARKET) ? parseMarketPrice(it) : parseMinimumPrice(it))
        .min(Comparator.naturalOrder())
        .orElse(told);
  }

  /** What the node itself asks at least, on a network without a fee market. */
  private static BigDecimal parseMinimumPrice(NodeReply reply) {
    Matcher minimum = MINIMUM.matcher(reply.field("minimum_gas_price").asText());
    BigDecimal price =
        minimum.find() ? BoundedNumbers.parseDecimal(minimum.group(1)) : BigDecimal.ZERO;
    return price.signum() > 0 ? price : USUAL_PRICE;
  }

  private static BigDecimal parseMarketPrice(NodeReply reply) {
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
   * @return whether more is required than may be paid; this is forgotten soon
   */
  public synchronized boolean recordRefusal(String text, Attempt refused) {
    BigDecimal paid = paidPrice(refused);
    BigDecimal required = requiredPrice(text, gasOf(refused));
    BigDecimal next = required.compareTo(paid) > 0 ? required : paid.multiply(STEP);
    boolean aboveCap = feeRoundedUp(next, refused.gasLimit()).compareTo(cap) > 0;
    floor = floor().max(next);
    floorTtl = aboveCap ? ABOVE_CAP_TTL : timeouts.slowFactsTtl();
    floorSince = timeouts.nanoTime();
    isAsked = false;
    return aboveCap;
  }

  /** What a node has taken shows what is enough. */
  public synchronized void recordTaken(Attempt taken) {
    floor = floor.min(paidPrice(taken));
  }

  private static BigDecimal paidPrice(Attempt attempt) {
    return divide(new BigDecimal(attempt.fee()), gasOf(attempt));
  }

  private static BigDecimal gasOf(Attempt attempt) {
    return BigDecimal.valueOf(Math.max(1, attempt.gasLimit()));
  }

  /** 0 where the text tells none. */
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

  /** What a refusal required, 0 where none did lately. */
  synchronized BigDecimal floor() {
    boolean fresh = timeouts.nanoTime() - floorSince < floorTtl.toNanos();
    return fresh ? floor : BigDecimal.ZERO;
  }
}
