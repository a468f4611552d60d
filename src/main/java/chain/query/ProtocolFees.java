package chain.query;

import chain.http.NodeReply;
import chain.model.Timeouts;
import chain.node.EmissionsQueries;
import java.math.BigInteger;
import java.util.List;

/** What the chain itself takes and asks for, as its parameters say. */
public final class ProtocolFees {
  private static final BigInteger USUAL_DATA_FEE = BigInteger.TEN;
  private static final int USUAL_ELEMENTS = 12;
  private static final String MOST_ELEMENTS = "max_elements_per_forecast";

  private final EmissionsQueries queries;
  private final Timeouts timeouts;
  private NodeReply params;
  private long readAt;

  public ProtocolFees(EmissionsQueries queries, Timeouts timeouts) {
    this.queries = queries;
    this.timeouts = timeouts;
  }

  /**
   * In uallo for each payload; the sender pays it even where another pays the fee.
   *
   * @throws domain.Failure.Retry if no node answers
   */
  public BigInteger dataSendingFee() {
    return readParams().field("params", "data_sending_fee").isMissingNode()
        ? USUAL_DATA_FEE
        : readAmount("data_sending_fee");
  }

  /**
   * In uallo, once for a topic.
   *
   * @throws domain.Failure.Retry as {@link #dataSendingFee}
   */
  public BigInteger registrationFee() {
    return readAmount("registration_fee");
  }

  /**
   * Stake in uallo that a reputer needs in a topic, own and delegated together.
   *
   * @throws domain.Failure.Retry as {@link #dataSendingFee}
   */
  public BigInteger requiredStake() {
    return readAmount("required_minimum_stake");
  }

  /** Elements of a forecast that the chain keeps. */
  public int mostForecastElements() {
    NodeReply now = readParams();
    return now.field("params", MOST_ELEMENTS).isMissingNode()
        ? USUAL_ELEMENTS
        : (int) Math.min(Short.MAX_VALUE, now.longField("params", MOST_ELEMENTS));
  }

  private BigInteger readAmount(String name) {
    return readParams().amountField("params", name);
  }

  private synchronized NodeReply readParams() {
    if (params == null || timeouts.nanoTime() - readAt > timeouts.hourlyFactsTtl().toNanos()) {
      params = queries.getRequired("/params", ProtocolFees::check);
      readAt = timeouts.nanoTime();
    }
    return params;
  }

  /** Before it is kept: amounts that are absent are told where they are asked for. */
  private static void check(NodeReply reply) {
    for (String name : List.of("data_sending_fee", "registration_fee")) {
      if (!reply.field("params", name).isMissingNode()) {
        reply.amountField("params", name);
      }
    }
  }
}
