package domain.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A seeded geometric random walk in hourly bars: a market without anything to predict. */
public final class RandomWalkCandles {
  private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

  private RandomWalkCandles() {}

  public static double[] closes(int hours, long seed) {
    Random random = new Random(seed);
    double[] closes = new double[hours];
    double log = Math.log(30_000);
    for (int t = 0; t < hours; t++) {
      log += 0.006 * random.nextGaussian();
      closes[t] = Math.exp(log);
    }
    return closes;
  }

  public static CandleSeries candles(int hours, long seed) {
    return candles(closes(hours, seed), Duration.ofHours(1));
  }

  public static CandleSeries candles(double[] closes, Duration step) {
    List<Candle> bars = new ArrayList<>();
    for (int t = 0; t < closes.length; t++) {
      double open = closes[Math.max(0, t - 1)];
      double high = Math.max(open, closes[t]);
      double low = Math.min(open, closes[t]);
      Instant time = START.plus(step.multipliedBy(t));
      bars.add(new Candle(time, open, high, low, closes[t], 1));
    }
    return new CandleSeries("btcusd", step, new DataOrigin.SimulatedMarket("walk"), bars);
  }
}
