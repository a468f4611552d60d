package lab.train;

import domain.TopicSpec;
import domain.market.Candle;
import domain.market.CandleSeries;
import features.PriceSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Closes without gaps, for training and backtests. Row t is the bar that starts t steps after the
 * first.
 *
 * @param step length of a bar, an hour or a minute
 */
public record CandleHistory(Instant first, Duration step, double[] closes, PriceSeries series) {
  public CandleHistory {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(step, "step");
    closes = closes.clone();
  }

  /** From hourly closing prices only: no feature reads anything else. */
  public CandleHistory(Instant first, double[] closes) {
    this(first, TopicSpec.HOUR, closes, PriceSeries.of(closes));
  }

  /**
   * The closes of the candles, where there are other pairs beside them at the times of all.
   *
   * @throws IllegalArgumentException naming the first missing bar
   */
  public static CandleHistory of(CandleSeries all) {
    CandleSeries candles = all.aligned();
    long next = candles.bars().get(0).time().getEpochSecond();
    for (Candle bar : candles.bars()) {
      if (bar.time().getEpochSecond() != next) {
        String unit = unit(candles.step());
        throw new IllegalArgumentException(
            "the candles lack the %s %s; every feature counts %ss"
                .formatted(unit, Instant.ofEpochSecond(next), unit));
      }
      next += candles.step().toSeconds();
    }
    return new CandleHistory(
        candles.bars().get(0).time(), candles.step(), candles.closes(), PriceSeries.of(candles));
  }

  /**
   * Bars in a horizon.
   *
   * @throws IllegalArgumentException where it is no whole number of them
   */
  public static int barsIn(Duration horizon) {
    Duration step = TopicSpec.candleStep(horizon);
    if (horizon.compareTo(step) < 0 || horizon.toSeconds() % step.toSeconds() != 0) {
      throw new IllegalArgumentException(
          "a horizon of %d min is no whole number of hours; only below an hour it may be one of minutes"
              .formatted(horizon.toMinutes()));
    }
    return Math.toIntExact(horizon.dividedBy(step));
  }

  /** What a bar of that length is called. */
  public static String unit(Duration step) {
    return step.equals(TopicSpec.HOUR) ? "hour" : "minute";
  }

  public String unit() {
    return unit(step);
  }

  /** So many bars as a time: {@code 168 h} or {@code 5 min}. */
  public String span(int bars) {
    return bars + (step.equals(TopicSpec.HOUR) ? " h" : " min");
  }

  public int size() {
    return closes.length;
  }

  /** Start of row t's bar. */
  public Instant timeOfRow(int t) {
    return first.plusSeconds(t * step.toSeconds());
  }

  /** First row that does not start before the instant; may be outside the history. */
  public int rowAt(Instant time) {
    long seconds = Duration.between(first, time).getSeconds();
    return Math.toIntExact(-Math.floorDiv(-seconds, step.toSeconds()));
  }
}
