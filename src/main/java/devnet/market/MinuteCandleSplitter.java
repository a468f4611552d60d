package devnet.market;

import domain.market.Candle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Minute bars inside an hour: they begin and end with it, and touch its high and its low. */
final class MinuteCandleSplitter {
  private static final int COUNT = 60;

  private MinuteCandleSplitter() {}

  static List<Candle> split(Candle hour) {
    double[] path = pricePath(hour);
    List<Candle> minutes = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      double high = Math.max(path[i], path[i + 1]);
      double low = Math.min(path[i], path[i + 1]);
      minutes.add(
          new Candle(
              hour.time().plus(Duration.ofMinutes(i)),
              path[i],
              i == 20 ? hour.high() : high,
              i == 40 ? hour.low() : low,
              path[i + 1],
              hour.volume() / COUNT));
    }
    return minutes;
  }

  /** A bridge from open to close in the logarithm, kept between low and high. */
  private static double[] pricePath(Candle hour) {
    SplittableRandom random = new SplittableRandom(hour.time().getEpochSecond());
    double step = Math.log(hour.high() / hour.low()) / 8;
    double[] noise = new double[COUNT + 1];
    for (int i = 1; i <= COUNT; i++) {
      noise[i] = noise[i - 1] + step * random.nextGaussian();
    }
    double drift = Math.log(hour.close() / hour.open());
    double[] path = new double[COUNT + 1];
    for (int i = 0; i <= COUNT; i++) {
      double share = (double) i / COUNT;
      double log = noise[i] + share * (drift - noise[COUNT]);
      path[i] = Math.max(hour.low(), Math.min(hour.high(), hour.open() * Math.exp(log)));
    }
    path[0] = hour.open();
    path[COUNT] = hour.close();
    return path;
  }

  /** One bar over several; {@code bars} is not empty. */
  static Candle merge(List<Candle> bars) {
    Candle first = bars.get(0);
    return new Candle(
        first.time(),
        first.open(),
        bars.stream().mapToDouble(Candle::high).max().orElseThrow(),
        bars.stream().mapToDouble(Candle::low).min().orElseThrow(),
        bars.get(bars.size() - 1).close(),
        bars.stream().mapToDouble(Candle::volume).sum());
  }
}
