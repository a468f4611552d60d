package domain.market;

import base.Sha256Hex;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Closed bars of one pair, oldest first, strictly ascending, never empty. Whether they are fresh
 * and whole enough to predict from is for the quality gate to say.
 */
public record CandleSeries(String pair, Duration step, DataOrigin origin, List<Candle> bars) {
  public CandleSeries {
    Objects.requireNonNull(pair, "pair");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(origin, "origin");
    bars = List.copyOf(bars);
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("no candles for " + pair);
    }
    for (int i = 1; i < bars.size(); i++) {
      if (!bars.get(i - 1).time().isBefore(bars.get(i).time())) {
        throw new IllegalArgumentException("candles out of order at " + bars.get(i).time());
      }
    }
  }

  public Candle newest() {
    return bars.get(bars.size() - 1);
  }

  /** Moment up to which the data reach: the end of the newest bar. */
  public Instant asOf() {
    return newest().time().plus(step);
  }

  /** Closing prices, oldest first. */
  public double[] closes() {
    return bars.stream().mapToDouble(Candle::close).toArray();
  }

  /** SHA-256, lower-case hex, over pair, bar times and closes: names the input behind a value. */
  public String inputHash() {
    MessageDigest digest = Sha256Hex.digest();
    digest.update(pair.getBytes(StandardCharsets.UTF_8));
    ByteBuffer row = ByteBuffer.allocate(16);
    for (Candle bar : bars) {
      digest.update(row.clear().putLong(bar.time().getEpochSecond()).putDouble(bar.close()).flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
