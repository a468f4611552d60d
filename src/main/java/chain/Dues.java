package chain;

import java.math.BigInteger;

/** What the chain itself takes for a payload and for a registration, as its parameters say. */
final class Dues {
  private final Queries queries;
  private final Pace pace;
  private Reply params;
  private long readAt;

  Dues(Queries queries, Pace pace) {
    this.queries = queries;
    this.pace = pace;
  }

  /**
   * In uallo for each payload; the sender pays it even where another pays the fee.
   *
   * @throws domain.Failure.Wait if no node answers
   */
  BigInteger data() {
    return amount("data_sending_fee", "10");
  }

  /**
   * In uallo, once for a topic.
   *
   * @throws domain.Failure.Wait as {@link #data}
   */
  BigInteger registration() {
    return amount("registration_fee", "");
  }

  private synchronized BigInteger amount(String name, String usual) {
    if (params == null || pace.now() - readAt > pace.factsLast().toNanos()) {
      params = queries.answer("/params");
      readAt = pace.now();
    }
    String amount = params.at("params", name).asText(usual);
    if (!amount.matches("\\d{1,40}")) {
      throw new Silence(params.from(), "answered without the amount of " + name);
    }
    return new BigInteger(amount);
  }
}
