package chain.model;

import domain.Failure;
import domain.FailureReason;

/**
 * What the chain says about a topic. Definitions change, so nothing of it belongs into a
 * configuration.
 *
 * @param epochLength blocks from one nonce to the next
 * @param windowLength blocks a submission window lasts
 * @param groundTruthLag blocks from a nonce until its ground truth is known
 * @param newestNonce the latest block at which an epoch of this topic began
 * @param outputArity as the chain spells it; empty before emissions v10, where every topic takes
 *     one number
 * @param funded whether it pays rewards; without that it is not active for long
 */
public record TopicInfo(
    long id,
    String metadata,
    long epochLength,
    long windowLength,
    long groundTruthLag,
    String lossMethod,
    long newestNonce,
    String outputArity,
    boolean funded) {
  private static final int CONFIGURATION = 78;

  /** Whether this is the earlier topic some epochs on, so that nothing but time has passed. */
  public boolean continues(TopicInfo earlier) {
    long passed = newestNonce - earlier.newestNonce;
    return passed >= 0
        && passed % epochLength == 0
        && epochLength == earlier.epochLength
        && windowLength == earlier.windowLength
        && groundTruthLag == earlier.groundTruthLag
        && metadata.equals(earlier.metadata)
        && lossMethod.equals(earlier.lossMethod)
        && outputArity.equals(earlier.outputArity);
  }

  /** Whether a submission is a list of labelled numbers. */
  public boolean isMultiLabel() {
    return outputArity.endsWith("_MULTI");
  }

  /**
   * @throws Failure.Stop if the topic does not take one number
   */
  public TopicInfo requireScalar() {
    if (isMultiLabel()) {
      throw new Failure.Stop(
          FailureReason.TOPIC_UNSUITABLE,
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

  public static Failure unknownTopicFailure(long id, String chainId) {
    return new Failure.Stop(
        FailureReason.TOPIC_UNSUITABLE,
        CONFIGURATION,
        "topic " + id + " does not exist on " + chainId + ". Check the topic number");
  }
}
