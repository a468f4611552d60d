package lab.train;

import domain.market.Candle;
import domain.market.CandleSeries;
import features.PriceSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Hourly closes without gaps, for training and backtests. Row t is the bar that starts t hours
 * after the first.
 */
public record HourlyCloses(Instant first, double[] closes, PriceSeries series) {
  private static final Duration HOUR = Duration.ofHours(1);

  public HourlyCloses {
    Objects.requireNonNull(first, "first");
    closes = closes.clone();
  }

  /** From closing prices only: no feature reads anything else. */
  public HourlyCloses(Instant first, double[] closes) {
    this(first, closes, PriceSeries.of(closes));
  }

  /**
   * The closes of the candles, where there are other pairs beside them at the hours of all.
   *
   * @throws IllegalArgumentException naming the first missing hour
   */
  public static HourlyCloses of(CandleSeries all) {
    CandleSeries candles = all.aligned();
    long next = candles.bars().get(0).time().getEpochSecond();
    for (Candle bar : candles.bars()) {
      if (bar.time().getEpochSecond() != next) {
        throw new IllegalArgumentException(
            "the candles lack the hour %s; every feature counts hours"
                .formatted(Instant.ofEpochSecond(next)));
      }
      next += HOUR.toSeconds();
    }
    return new HourlyCloses(
        candles.bars().get(0).time(), candles.closes(), PriceSeries.of(candles));
  }

  public int size() {
    return closes.length;
  }

  /** Start of row t's bar. */
  public Instant timeOfRow(int t) {
    return first.plus(Duration.ofHours(t));
  }

  /** First row that does not start before the instant; may be outside the history. */
  public int rowAt(Instant time) {
    long seconds = Duration.between(first, time).getSeconds();
    return Math.toIntExact(-Math.floorDiv(-seconds, 3600));
  }
}
