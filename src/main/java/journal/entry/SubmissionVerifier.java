package journal.entry;

import domain.Attempt;
import domain.WindowKey;
import java.util.Optional;

/**
 * Holds a signed transaction against the row it stands in. What the bytes mean is known where they
 * are made, so whoever opens the journal passes this in.
 */
@FunctionalInterface
public interface SubmissionVerifier {
  /** Leaves the bytes unread. */
  SubmissionVerifier NONE = (key, value, attempt) -> Optional.empty();

  /**
   * The first thing that is not as the row says, as the end of a sentence; empty if the bytes carry
   * this value for this window and both signatures are the worker's.
   *
   * @param attempt with {@link Attempt#UNKNOWN_ACCOUNT} the transaction's signature cannot be
   *     checked and is passed over
   */
  Optional<String> findMismatch(WindowKey key, String value, Attempt attempt);
}
