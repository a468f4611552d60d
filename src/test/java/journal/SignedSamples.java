package journal;

import chain.tx.SignedTx;
import chain.tx.Transactions;
import chain.tx.TxContext;
import domain.Attempt;
import domain.Claim;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import wallet.Wallet;

/** Claims and attempts whose bytes are truly signed. */
public final class SignedSamples {
  public static final Wallet WALLET =
      Wallet.fromMnemonic(("abandon ".repeat(11) + "about").toCharArray());
  public static final long ACCOUNT = 7;

  private SignedSamples() {}

  public static WindowKey key(long nonce) {
    return new WindowKey("testnet-1", 67, nonce, WALLET.address());
  }

  public static Window window(long nonce) {
    Window like = JournalSamples.window(nonce);
    return new Window(key(nonce), like.lastHeight(), like.openedAt(), like.closesAt());
  }

  public static Claim claim(long nonce, String value) {
    return new Claim(window(nonce), value, JournalSamples.provenance());
  }

  public static Attempt attempt(Claim claim, int number) {
    TxContext context =
        new TxContext(
            claim.key().chainId(),
            "v10",
            ACCOUNT,
            40 + number,
            200_000,
            BigInteger.valueOf(5000),
            "",
            claim.window().lastHeight(),
            "");
    SignedTx tx = Transactions.signPayload(claim.key(), claim.value(), WALLET, context);
    return new Attempt(
        number,
        tx.base64(),
        tx.hash(),
        context.sequence(),
        context.gasLimit(),
        context.fee(),
        context.timeoutHeight(),
        ACCOUNT);
  }

  /** Brings a window to signed. */
  public static void sign(Journal journal, long nonce, String value) {
    Claim claim = claim(nonce, value);
    journal.recordClaim(claim);
    journal.recordSignedAttempt(claim.key(), attempt(claim, 1));
  }
}
