package domain;

import java.util.Objects;

/** A claim together with the signed transaction that carries it. */
public record Submission(Claim claim, Attempt attempt) {
  public Submission {
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(attempt, "attempt");
  }

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
     * @param canNeverBeIncluded whether these bytes can never be included any more, so that a new
     *     attempt may follow
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

  /** What the chain says became of a submission. Absence is not failure. */
  public sealed interface SubmissionOutcome {
    /** The stored inference has been read back and carries our value. */
    record Accepted(long height) implements SubmissionOutcome {}

    /** Included with a code other than 0; most codes mean that fee and sequence are spent. */
    record Rejected(long height, String codespace, int code, String log, Failure failure)
        implements SubmissionOutcome {}

    /**
     * Included with code 0, yet the inference is not stored: the active set was full of better
     * ones.
     */
    record NotStored(long height) implements SubmissionOutcome {}

    /** Included with code 0; what became of it is told when the window closes. */
    record Undecided(long height) implements SubmissionOutcome {}

    /**
     * Not found, neither transaction nor inference.
     *
     * @param height committed height at which it was looked for
     * @param canNeverBeIncluded whether it can never be included any more: its timeout height has
     *     passed, or its sequence was spent by something else
     */
    record NotFound(long height, boolean canNeverBeIncluded) implements SubmissionOutcome {}
  }
}
