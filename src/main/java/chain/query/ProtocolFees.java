package chain.query;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.Timeouts;
import chain.node.EmissionsQueries;
import java.math.BigInteger;

/** What the chain itself takes for a payload and for a registration, as its parameters say. */
public final class ProtocolFees {
  private final EmissionsQueries queries;
  private final Timeouts pace;
  private NodeReply params;
  private long readAt;

  public ProtocolFees(EmissionsQueries queries, Timeouts pace) {
    this.queries = queries;
    this.pace = pace;
  }

  /**
   * In uallo for each payload; the sender pays it even where another pays the fee.
   *
   * @throws domain.Failure.Retry if no node answers
   */
  public BigInteger dataSendingFee() {
    return readAmount("data_sending_fee", "10");
  }

  /**
   * In uallo, once for a topic.
   *
   * @throws domain.Failure.Retry as {@link #dataSendingFee}
   */
  public BigInteger registrationFee() {
    return readAmount("registration_fee", "");
  }

  private synchronized BigInteger readAmount(String name, String usual) {
    if (params == null || pace.nanoTime() - readAt > pace.slowFactsTtl().toNanos()) {
      params = queries.getRequired("/params");
      readAt = pace.nanoTime();
    }
    String amount = params.field("params", name).asText(usual);
    if (!amount.matches("\\d{1,40}")) {
      throw new NodeUnavailableException(
          params.endpoint(), "answered without the amount of " + name);
    }
    return new BigInteger(amount);
  }
}
