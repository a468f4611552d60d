package chain;

import chain.tx.DecodedSubmission;
import domain.Attempt;
import domain.WindowKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Proves from a signed transaction alone, without a node, which value its worker submitted to which
 * window.
 */
public final class SignedSubmissionVerifier {
  private SignedSubmissionVerifier() {}

  /**
   * The first thing that is not as expected, as the end of a sentence; empty if the bytes carry
   * this value for this window and both signatures are the worker's.
   *
   * @param attempt with {@link Attempt#UNKNOWN_ACCOUNT} the transaction's signature is passed over
   */
  public static Optional<String> findMismatch(WindowKey key, String value, Attempt attempt) {
    DecodedSubmission said;
    try {
      said = DecodedSubmission.fromBase64(attempt.txBytes());
    } catch (IllegalArgumentException e) {
      return Optional.of("its signed bytes are no submission (" + e.getMessage() + ")");
    }
    return findDifference(key, value, attempt, said).or(() -> findForgery(key, attempt, said));
  }

  private static Optional<String> findDifference(
      WindowKey key, String value, Attempt attempt, DecodedSubmission said) {
    return List.of(
            new Field("topic", key.topic(), said.topic()),
            new Field("window", key.nonce(), said.nonce()),
            new Field("role", key.role(), said.role()),
            new Field("worker", key.worker(), said.worker()),
            new Field("value", value, said.value()),
            new Field("sequence", attempt.sequence(), said.sequence()),
            new Field("gas limit", attempt.gasLimit(), said.gasLimit()),
            new Field("fee", attempt.fee(), said.fee()),
            new Field("timeout height", attempt.timeoutHeight(), said.timeoutHeight()))
        .stream()
        .filter(it -> !Objects.equals(it.expected(), it.signed()))
        .map(
            it ->
                "its signed %s is %s, the row says %s"
                    .formatted(it.name(), it.signed(), it.expected()))
        .findFirst();
  }

  private static Optional<String> findForgery(
      WindowKey key, Attempt attempt, DecodedSubmission said) {
    if (!said.isKeyOf(key.worker())) {
      return Optional.of("it is signed with the key of another worker");
    }
    if (!said.bundleSignatureVerifies()) {
      return Optional.of("the signature of its bundle does not verify");
    }
    boolean known = attempt.accountNumber() != Attempt.UNKNOWN_ACCOUNT;
    return known && !said.txSignatureVerifies(key.chainId(), attempt.accountNumber())
        ? Optional.of("the signature of its transaction does not verify")
        : Optional.empty();
  }

  private record Field(String name, Object expected, Object signed) {}
}
