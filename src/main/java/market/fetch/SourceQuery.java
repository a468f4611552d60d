package market.fetch;

import java.io.IOException;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;

/** A run of questions to one source; the route carries them, one after the other. */
public interface SourceQuery {
  /** Whether another question is worth a request. */
  boolean planNext();

  /**
   * The next question; takes a request out of the budget.
   *
   * @throws domain.Failure.Retry when the source may not be asked now, or time is up
   */
  CandleRequest nextRequest();

  /**
   * Takes what came for the last question.
   *
   * @throws IOException when asking the same again may help
   * @throws domain.Failure.Retry when it would not
   */
  void acceptReply(SourceReply reply) throws IOException;

  /** No more is asked, because all is there or because it failed. */
  default void end() {}
}
