package domain.market;

import java.time.Instant;
import java.util.Objects;

/**
 * One bar of prices.
 *
 * @param time start of the bar, UTC
 * @param volume in the base coin, 0 where nothing traded
 */
public record Candle(
    Instant time, double open, double high, double low, double close, double volume) {
  public Candle {
    Objects.requireNonNull(time, "time");
    if (!(low > 0 && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("candle " + time + ": prices must be positive and finite");
    }
    if (!(low <= open && open <= high && low <= close && close <= high)) {
      throw new IllegalArgumentException(
          "candle " + time + ": low <= open, close <= high is broken");
    }
    if (!(volume >= 0 && volume < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "candle " + time + ": volume must be 0 or more and finite");
    }
  }
}
