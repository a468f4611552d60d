package journal;

import base.Sha256Hex;
import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Provenance;
import domain.Score;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;

/** Windows, claims and attempts to test with. */
public final class JournalSamples {
  public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  public static final InstantSource CLOCK = InstantSource.fixed(START.plusSeconds(7));
  static final String WORKER = "allo1worker";

  private JournalSamples() {}

  public static WindowKey key(long nonce) {
    return new WindowKey("testnet-1", 67, nonce, WORKER);
  }

  /** Opens 5 s a block after {@link #START}, stays open for 600 blocks. */
  public static Window window(long nonce) {
    Instant opened = START.plusSeconds(5 * nonce);
    return new Window(key(nonce), nonce + 600, opened, opened.plusSeconds(3000));
  }

  public static Claim claim(long nonce, String value) {
    return new Claim(window(nonce), value, provenance());
  }

  static Provenance provenance() {
    return new Provenance(
        new DataOrigin.RealMarket("tiingo"),
        START.minusSeconds(3600),
        720,
        "in",
        "art",
        "0.1.0",
        "0.0012 (tiingo)");
  }

  public static Attempt attempt(long nonce, int number) {
    byte[] bytes = ("tx " + nonce + " " + number).getBytes(StandardCharsets.UTF_8);
    return new Attempt(
        number,
        Base64.getEncoder().encodeToString(bytes),
        Sha256Hex.of(bytes).toUpperCase(Locale.ROOT),
        41 + number,
        200_000,
        BigInteger.valueOf(5000),
        nonce + 600,
        7);
  }

  public static SubmissionOutcome.Rejected rejected(long height, Failure failure) {
    return new SubmissionOutcome.Rejected(height, "sdk", 11, "out of gas", failure);
  }

  public static Failure retryable() {
    return new Failure.Retry(FailureReason.OUT_OF_GAS, "out of gas: more next time");
  }

  public static Failure permanent() {
    return new Failure.Skip(FailureReason.NOT_WHITELISTED, "not whitelisted");
  }

  public static Score score(long nonce) {
    return new Score(key(nonce), 0.012, -0.002, -0.012, START.plusSeconds(900_000));
  }
}
