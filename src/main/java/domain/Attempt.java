package domain;

import java.math.BigInteger;
import java.util.Objects;

/**
 * One signed transaction that delivers a claim. Attempt n+1 may exist only when attempt n is proven
 * dead.
 *
 * @param number from 1
 * @param txBytes base64 of the signed transaction, the very bytes that go out every time
 * @param hash upper-case hex of their SHA-256
 * @param fee in uallo
 * @param timeoutHeight last height at which a block may include it
 * @param accountNumber number of the wallet's account, which the signature covers and the bytes do
 *     not hold; {@link #UNKNOWN_ACCOUNT} in what was signed before the journal kept it
 */
public record Attempt(
    int number,
    String txBytes,
    String hash,
    long sequence,
    long gasLimit,
    BigInteger fee,
    long timeoutHeight,
    long accountNumber) {
  public static final long UNKNOWN_ACCOUNT = -1;

  public Attempt {
    if (number < 1) {
      throw new IllegalArgumentException("attempts count from 1, got " + number);
    }
    Objects.requireNonNull(txBytes, "txBytes");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(fee, "fee");
  }

  public Attempt withAccountNumber(long known) {
    return new Attempt(number, txBytes, hash, sequence, gasLimit, fee, timeoutHeight, known);
  }
}
