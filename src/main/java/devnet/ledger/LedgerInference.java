package devnet.ledger;

import devnet.wire.Inference;

/**
 * An inference in a topic's active set.
 *
 * @param txHash of the transaction that brought it, empty for a simulated competitor
 */
public record LedgerInference(Inference inference, long height, String txHash) {
  public String worker() {
    return inference.getInferer();
  }

  public long nonce() {
    return inference.getBlockHeight();
  }

  public String value() {
    return inference.getValue();
  }
}
