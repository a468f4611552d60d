package domain;

import java.util.Objects;

/**
 * The identity of one submission: a worker submits to a topic's nonce once on a chain, ever.
 *
 * @param nonce the block height at which the epoch began
 */
public record WindowKey(String chainId, long topic, long nonce, String worker) {
  public WindowKey {
    Objects.requireNonNull(chainId, "chainId");
    Objects.requireNonNull(worker, "worker");
  }

  /** Short form for logs, e.g. {@code 67@6064180}. */
  public String label() {
    return topic + "@" + nonce;
  }
}
