package chain.query;

import chain.http.NodeReply;
import chain.model.Timeouts;
import chain.node.EmissionsQueries;
import java.math.BigInteger;
import java.util.List;

/** What the chain itself takes for a payload and for a registration, as its parameters say. */
public final class ProtocolFees {
  private static final BigInteger USUAL_DATA_FEE = BigInteger.TEN;

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
