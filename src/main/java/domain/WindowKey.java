package domain;

import java.util.Objects;

/**
 * The identity of one submission: a wallet submits once to a topic's nonce in each of its roles, on
 * one chain, for ever.
 *
 * @param nonce the block height at which the epoch began
 * @param worker address of the wallet, whatever its role
 */
public record WindowKey(String chainId, long topic, long nonce, String worker, Role role) {
  public WindowKey {
    Objects.requireNonNull(chainId, "chainId");
    Objects.requireNonNull(worker, "worker");
    Objects.requireNonNull(role, "role");
  }

  /** Of a worker. */
  public WindowKey(String chainId, long topic, long nonce, String worker) {
    this(chainId, topic, nonce, worker, Role.WORKER);
  }

  /** Short form for logs, e.g. {@code 67@6064180}. */
  public String label() {
    return topic + "@" + nonce + (role == Role.WORKER ? "" : " as " + role.label());
  }

  public WindowKey withNonce(long other) {
    return new WindowKey(chainId, topic, other, worker, role);
  }
}
