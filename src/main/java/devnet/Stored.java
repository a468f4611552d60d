package devnet;

import devnet.wire.Inference;

/**
 * An inference in a topic's active set.
 *
 * @param hash of the transaction that brought it, empty for a simulated competitor
 */
record Stored(Inference inference, long height, String hash) {
  String worker() {
    return inference.getInferer();
  }

  long nonce() {
    return inference.getBlockHeight();
  }

  String value() {
    return inference.getValue();
  }
}
