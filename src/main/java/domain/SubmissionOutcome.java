package domain;

/** What the chain says became of a submission. Absence is not failure. */
public sealed interface SubmissionOutcome {
  /** The stored inference has been read back and carries our value. */
  record Accepted(long height) implements SubmissionOutcome {}

  /** Included with a code other than 0: fee and sequence are spent. */
  record Rejected(long height, String codespace, int code, String log, Failure failure)
      implements SubmissionOutcome {}

  /**
   * Included with code 0, yet the inference is not stored: the active set was full of better ones.
   */
  record NotStored(long height) implements SubmissionOutcome {}

  /**
   * Not found, neither transaction nor inference.
   *
   * @param height committed height at which it was looked for
   * @param dead whether it can never be included any more: its timeout height has passed, or its
   *     sequence was spent by something else
   */
  record NotFound(long height, boolean canNeverBeIncluded) implements SubmissionOutcome {}
}
