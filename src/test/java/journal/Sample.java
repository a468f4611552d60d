package journal;

import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.Origin;
import domain.Provenance;
import domain.Reason;
import domain.Receipt;
import domain.Score;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;

/** Windows, claims and attempts to test with. */
final class Sample {
  static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(START.plusSeconds(7));
  static final String WORKER = "allo1worker";

  private Sample() {}

  static WindowKey key(long nonce) {
    return new WindowKey("testnet-1", 67, nonce, WORKER);
  }

  /** Opens 5 s a block after {@link #START}, stays open for 600 blocks. */
  static Window window(long nonce) {
    Instant opened = START.plusSeconds(5 * nonce);
    return new Window(key(nonce), nonce + 600, opened, opened.plusSeconds(3000));
  }

  static Claim claim(long nonce, String value) {
    return new Claim(window(nonce), value, provenance());
  }

  static Provenance provenance() {
    return new Provenance(
        new Origin.Market("tiingo"),
        START.minusSeconds(3600),
        720,
        "in",
        "art",
        "0.1.0",
        "0.0012 (tiingo)");
  }

  static Attempt attempt(long nonce, int number) {
    byte[] bytes = ("tx " + nonce + " " + number).getBytes(StandardCharsets.UTF_8);
    return new Attempt(
        number,
        Base64.getEncoder().encodeToString(bytes),
        HexFormat.of().withUpperCase().formatHex(Canon.sha256(bytes)),
        41 + number,
        200_000,
        BigInteger.valueOf(5000),
        nonce + 600);
  }

  static Receipt.Rejected rejected(long height, Failure failure) {
    return new Receipt.Rejected(height, "sdk", 11, "out of gas", failure);
  }

  static Failure again() {
    return new Failure.Wait(Reason.OUT_OF_GAS, "out of gas: more next time");
  }

  static Failure never() {
    return new Failure.Skip(Reason.NOT_WHITELISTED, "not whitelisted");
  }

  static Score score(long nonce) {
    return new Score(key(nonce), 0.012, -0.002, -0.012, START.plusSeconds(900_000));
  }
}
