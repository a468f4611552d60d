package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Attempt;
import domain.Claim;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Optional;
import journal.SignedSamples;
import org.junit.jupiter.api.Test;

class SignedSubmissionVerifierTest {
  private static final Claim CLAIM = SignedSamples.claim(100, "0.0123");
  private static final Attempt ATTEMPT = SignedSamples.attempt(CLAIM, 1);

  private static String mismatch(WindowKey key, String value, Attempt attempt) {
    return SignedSubmissionVerifier.findMismatch(key, value, attempt).orElse("");
  }

  private static Attempt withBytes(byte[] bytes) {
    return new Attempt(
        1,
        Base64.getEncoder().encodeToString(bytes),
        ATTEMPT.hash(),
        ATTEMPT.sequence(),
        ATTEMPT.gasLimit(),
        ATTEMPT.fee(),
        ATTEMPT.timeoutHeight(),
        ATTEMPT.accountNumber());
  }

  @Test
  void provesWhatTheClientSigned() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      Attempt attempt = client.allora.sign(client.claim(window, "0.5"), 1).attempt();
      assertEquals(
          Optional.empty(), SignedSubmissionVerifier.findMismatch(window.key(), "0.5", attempt));
    }
  }

  @Test
  void saysWhichFieldIsNotTheSignedOne() {
    WindowKey key = CLAIM.key();
    assertEquals("", mismatch(key, "0.0123", ATTEMPT));
    assertEquals(
        "its signed value is 0.0123, the row says 0.0124", mismatch(key, "0.0124", ATTEMPT));
    WindowKey later = new WindowKey(key.chainId(), 67, 101, key.worker());
    assertEquals("its signed window is 100, the row says 101", mismatch(later, "0.0123", ATTEMPT));
    WindowKey topic = new WindowKey(key.chainId(), 68, 100, key.worker());
    assertEquals("its signed topic is 67, the row says 68", mismatch(topic, "0.0123", ATTEMPT));
    Attempt cheap = new Attempt(1, ATTEMPT.txBytes(), "", 41, 200_000, BigInteger.ONE, 700, 7);
    assertEquals("its signed fee is 5000, the row says 1", mismatch(key, "0.0123", cheap));
  }

  @Test
  void theTransactionSignatureCoversChainAndAccount() {
    WindowKey elsewhere = new WindowKey("mainnet-1", 67, 100, CLAIM.key().worker());
    String forged = "the signature of its transaction does not verify";
    assertEquals(forged, mismatch(elsewhere, "0.0123", ATTEMPT));
    assertEquals(forged, mismatch(CLAIM.key(), "0.0123", ATTEMPT.withAccountNumber(8)));
    Attempt unknown = ATTEMPT.withAccountNumber(Attempt.UNKNOWN_ACCOUNT);
    assertEquals("", mismatch(CLAIM.key(), "0.0123", unknown));
  }

  @Test
  void findsEveryFlippedBit() {
    byte[] bytes = Base64.getDecoder().decode(ATTEMPT.txBytes());
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
      assertTrue(!mismatch(CLAIM.key(), "0.0123", withBytes(bytes)).isEmpty(), "byte " + i);
      bytes[i] ^= 1;
    }
  }

  @Test
  void bytesThatAreNoSubmissionAreNamed() {
    assertTrue(
        mismatch(CLAIM.key(), "0.0123", withBytes(new byte[] {1, 2, 3}))
            .startsWith("its signed bytes are no submission"));
  }
}
