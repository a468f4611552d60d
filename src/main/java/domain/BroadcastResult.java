package domain;

import java.util.Objects;

/** What a node answered to a broadcast. Only {@link Refused} says anything about the attempt. */
public sealed interface BroadcastResult {
  /** The node that answered, or was asked last. */
  String endpoint();

  /** In the mempool, now or already before. It proves nothing about inclusion. */
  record InMempool(String endpoint) implements BroadcastResult {}

  /**
   * Refused before the mempool: nothing spent.
   *
   * @param failure what has to happen next, with the sentence for the operator
   * @param dead whether these bytes can never be included any more, so that a new attempt may
   *     follow
   */
  record Refused(String endpoint, Failure failure, boolean canNeverBeIncluded)
      implements BroadcastResult {
    public Refused {
      Objects.requireNonNull(failure, "failure");
    }
  }

  /** No answer, or none that can be read: the transaction may or may not be on its way. */
  record Unconfirmed(String endpoint, String detail) implements BroadcastResult {}
}
