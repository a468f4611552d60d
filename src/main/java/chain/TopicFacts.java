package chain;

import domain.Failure;
import domain.Reason;

/**
 * What the chain says about a topic. Definitions change, so nothing of it belongs into a
 * configuration.
 *
 * @param epochLength blocks from one nonce to the next
 * @param window blocks a submission window lasts
 * @param lag blocks from a nonce until its ground truth is known
 * @param newestNonce the latest block at which an epoch of this topic began
 * @param arity as the chain spells it; empty before emissions v10, where every topic takes one
 *     number
 * @param funded whether anything is paid for its answers; without that it is not active for long
 */
public record TopicFacts(
    long id,
    String metadata,
    long epochLength,
    long window,
    long lag,
    String lossMethod,
    long newestNonce,
    String arity,
    boolean funded) {
  private static final int CONFIGURATION = 78;

  /** Whether a submission is a list of labelled numbers. */
  public boolean multiLabel() {
    return arity.endsWith("_MULTI");
  }

  /**
   * @throws Failure.Stop if the topic does not take one number
   */
  TopicFacts scalar() {
    if (multiLabel()) {
      throw new Failure.Stop(
          Reason.TOPIC_UNSUITABLE,
          CONFIGURATION,
          "topic "
              + id
              + " ("
              + metadata
              + ") takes labelled values; this worker sends one number."
              + " Choose a topic with a single output");
    }
    return this;
  }

  static Failure unknown(long id, String chainId) {
    return new Failure.Stop(
        Reason.TOPIC_UNSUITABLE,
        CONFIGURATION,
        "topic " + id + " does not exist on " + chainId + ". Check the topic number");
  }
}
