package devnet.ledger;

import java.util.List;

/**
 * Definition of a topic at genesis.
 *
 * @param epochLength blocks from nonce to nonce
 * @param windowLength blocks a nonce stays open; longer than the epoch lets two nonces overlap
 * @param groundTruthLag blocks from nonce to ground truth
 * @param lossMethod the topic's loss method, e.g. {@code czar}
 * @param firstNonce height of the first nonce after genesis, 0 for two blocks after it
 * @param labels names a multi-label topic allows; empty for a topic with a single output
 * @param whitelistOnly whether only whitelisted workers may submit
 * @param fresh whether it has had no epoch before genesis
 */
public record GenesisTopic(
    long id,
    String metadata,
    long epochLength,
    long windowLength,
    long groundTruthLag,
    String lossMethod,
    long firstNonce,
    List<String> labels,
    boolean whitelistOnly,
    boolean fresh) {
  public GenesisTopic {
    labels = List.copyOf(labels);
    if (id <= 0 || epochLength <= 0 || windowLength <= 0 || groundTruthLag < 0) {
      throw new IllegalArgumentException("topic " + id + ": lengths must be positive block counts");
    }
  }

  /** The default: BTC/USD log-return over 168 hours, 720-block epochs, open for 600 blocks. */
  public static GenesisTopic logReturnTopic(long id) {
    return new GenesisTopic(
        id, "BTC/USD 168h log-return", 720, 600, 120_960, "czar", 0, List.of(), false, false);
  }

  /**
   * The topics of the model playground: the price in a day, or in five minutes with epochs of five
   * minutes.
   */
  public static GenesisTopic priceTopic(long id, boolean fast) {
    return fast
        ? new GenesisTopic(
            id, "BTC/USD price in 5 min", 60, 48, 60, "mse", 0, List.of(), false, false)
        : new GenesisTopic(
            id, "BTC/USD price in 1 day", 720, 600, 17_280, "mse", 0, List.of(), false, false);
  }

  public GenesisTopic withBlockLengths(long epoch, long open, long truthLag) {
    return new GenesisTopic(
        id, metadata, epoch, open, truthLag, lossMethod, firstNonce, labels, whitelistOnly, fresh);
  }

  /** A topic whose ground truth is known at the next epoch, with squared errors as losses. */
  public GenesisTopic withTruthAfterOneEpoch() {
    return new GenesisTopic(
        id,
        "BTC/USD 1h log-return",
        epochLength,
        windowLength,
        epochLength,
        "mse",
        firstNonce,
        labels,
        whitelistOnly,
        fresh);
  }

  public GenesisTopic withLossMethod(String method) {
    return new GenesisTopic(
        id,
        metadata,
        epochLength,
        windowLength,
        groundTruthLag,
        method,
        firstNonce,
        labels,
        whitelistOnly,
        fresh);
  }

  public GenesisTopic withFirstNonce(long height) {
    return withAccess(height, labels, whitelistOnly, fresh);
  }

  public GenesisTopic withLabels(List<String> names) {
    return withAccess(firstNonce, names, whitelistOnly, fresh);
  }

  public GenesisTopic withWhitelistOnly(boolean restricted) {
    return withAccess(firstNonce, labels, restricted, fresh);
  }

  /** A new topic: until its first nonce it has had no epoch. */
  public GenesisTopic asNewTopic(long first) {
    return withAccess(first, labels, whitelistOnly, true);
  }

  private GenesisTopic withAccess(
      long first, List<String> names, boolean restricted, boolean fresh) {
    return new GenesisTopic(
        id,
        metadata,
        epochLength,
        windowLength,
        groundTruthLag,
        lossMethod,
        first,
        names,
        restricted,
        fresh);
  }

  public boolean isMultiLabel() {
    return !labels.isEmpty();
  }
}
