package chain.tx;

import base.Sha256Hex;
import domain.Attempt;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;

/**
 * A signed transaction as it goes out, and the hash it will be found under.
 *
 * @param base64 the TxRaw bytes, as the REST services take them
 * @param hash upper-case hex of their SHA-256, known before any node sees them
 */
public record SignedTx(String base64, String hash) {
  public SignedTx {
    Objects.requireNonNull(base64, "base64");
    Objects.requireNonNull(hash, "hash");
  }

  static SignedTx fromTxRaw(byte[] txRaw) {
    return new SignedTx(
        Base64.getEncoder().encodeToString(txRaw), Sha256Hex.of(txRaw).toUpperCase(Locale.ROOT));
  }

  /** The attempt that sends these bytes, which were signed over the context. */
  public Attempt toAttempt(int number, TxContext context) {
    return new Attempt(
        number,
        base64,
        hash,
        context.sequence(),
        context.gasLimit(),
        context.fee(),
        context.timeoutHeight(),
        context.accountNumber());
  }

  public byte[] bytes() {
    return Base64.getDecoder().decode(base64);
  }
}
