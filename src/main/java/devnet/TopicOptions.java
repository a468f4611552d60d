package devnet;

import java.util.List;

/**
 * Definition of a topic at genesis.
 *
 * @param epochLength blocks from nonce to nonce
 * @param window blocks a nonce stays open; longer than the epoch lets two nonces overlap
 * @param lag blocks from nonce to ground truth
 * @param loss the topic's loss method, e.g. {@code czar}
 * @param firstNonce height of the first nonce, 0 for two blocks after genesis
 * @param labels names a multi-label topic allows; empty for a topic with a single output
 * @param restricted whether only whitelisted workers may submit
 */
public record TopicOptions(
    long id,
    String metadata,
    long epochLength,
    long window,
    long lag,
    String loss,
    long firstNonce,
    List<String> labels,
    boolean restricted) {
  public TopicOptions {
    labels = List.copyOf(labels);
    if (id <= 0 || epochLength <= 0 || window <= 0 || lag < 0) {
      throw new IllegalArgumentException("topic " + id + ": lengths must be positive block counts");
    }
  }

  /** The default: BTC/USD log-return over 168 hours, 720-block epochs, open for 600 blocks. */
  public static TopicOptions logReturn(long id) {
    return new TopicOptions(
        id, "BTC/USD 168h log-return", 720, 600, 120_960, "czar", 0, List.of(), false);
  }

  public TopicOptions withBlocks(long epoch, long open, long truthLag) {
    return new TopicOptions(
        id, metadata, epoch, open, truthLag, loss, firstNonce, labels, restricted);
  }

  public TopicOptions withFirstNonce(long height) {
    return new TopicOptions(
        id, metadata, epochLength, window, lag, loss, height, labels, restricted);
  }

  public TopicOptions withLabels(List<String> names) {
    return new TopicOptions(
        id, metadata, epochLength, window, lag, loss, firstNonce, names, restricted);
  }

  public TopicOptions withRestricted(boolean whitelistOnly) {
    return new TopicOptions(
        id, metadata, epochLength, window, lag, loss, firstNonce, labels, whitelistOnly);
  }

  boolean multi() {
    return !labels.isEmpty();
  }
}
