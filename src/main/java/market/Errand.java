package market;

import java.io.IOException;

/** A run of questions to one source; the route carries them, one after the other. */
public interface Errand {
  /** Whether another question is worth a request. */
  boolean wantsMore();

  /**
   * The next question; takes a request out of the budget.
   *
   * @throws domain.Failure.Wait when the source may not be asked now, or time is up
   */
  Ask next();

  /**
   * Takes what came for the last question.
   *
   * @throws IOException when asking the same again may help
   * @throws domain.Failure.Wait when it would not
   */
  void take(Reply reply) throws IOException;
}
