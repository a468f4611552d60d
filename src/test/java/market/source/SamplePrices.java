package market.source;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Invented bars for tests: a smooth, bounded function of time, never twice the same close. */
public final class SamplePrices {
  private SamplePrices() {}

  public static double priceAt(Instant time) {
    double hours = time.getEpochSecond() / 3600.0;
    return 60_000 * Math.exp(0.02 * Math.sin(hours / 7) + 0.05 * Math.sin(hours / 101));
  }

  public static Candle bar(Instant time, Duration step) {
    double open = priceAt(time);
    double close = priceAt(time.plus(step));
    return new Candle(
        time, open, 1.001 * Math.max(open, close), 0.999 * Math.min(open, close), close, 12.5);
  }

  public static List<Candle> bars(Instant from, Instant until, Duration step) {
    var bars = new ArrayList<Candle>();
    for (var at = from; at.isBefore(until); at = at.plus(step)) {
      bars.add(bar(at, step));
    }
    return bars;
  }
}
