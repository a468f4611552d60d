package devnet.market;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The bars that a provider would serve at a moment: none of the future, and the open bar so far.
 */
final class VisibleCandles {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration RECENT = Duration.ofDays(2);
  private static final int LIMIT = 20_000;

  private final SimulatedCandleSource source;
  private final String ticker;
  private final Instant now;

  VisibleCandles(SimulatedCandleSource source, String ticker, Instant now) {
    this.source = source;
    this.ticker = ticker;
    this.now = now;
  }

  /**
   * Bars that start from {@code from} to {@code to}, both inclusive.
   *
   * @param cutAtEnd whether the request named {@code to}: a recent bar there covers its first
   *     minute only, as the real provider does it
   */
  List<Candle> candles(Instant from, Instant to, Duration step, boolean cutAtEnd) {
    List<Candle> bars = new ArrayList<>();
    Instant start = alignUp(from.isBefore(source.firstHour()) ? source.firstHour() : from, step);
    for (Instant at = start; !at.isAfter(to) && isAvailable(at); at = at.plus(step)) {
      boolean stub = cutAtEnd && at.equals(to) && to.plus(RECENT).isAfter(now);
      Instant until = stub ? at.plusSeconds(60) : at.plus(step);
      mergedCandle(at, until.isAfter(now) ? now : until).ifPresent(bars::add);
      if (bars.size() > LIMIT) {
        break;
      }
    }
    return bars;
  }

  private boolean isAvailable(Instant at) {
    return at.isBefore(now) && at.minus(HOUR).isBefore(source.lastHour());
  }

  private static Instant alignUp(Instant at, Duration step) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond(-Math.floorDiv(-at.getEpochSecond(), seconds) * seconds);
  }

  /** One bar over whole minutes; empty if no minute is complete. */
  private Optional<Candle> mergedCandle(Instant start, Instant end) {
    List<Candle> parts = new ArrayList<>();
    Instant at = start;
    while (at.isBefore(end)) {
      Instant hour = alignUp(at.minusSeconds(3599), HOUR);
      Instant next = hour.plus(HOUR);
      if (at.equals(hour) && !next.isAfter(end)) {
        parts.add(source.hourCandle(ticker, hour));
      } else {
        parts.addAll(minuteCandles(hour, at, end));
      }
      at = next;
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(MinuteCandleSplitter.merge(parts));
  }

  private List<Candle> minuteCandles(Instant hour, Instant from, Instant end) {
    return MinuteCandleSplitter.split(source.hourCandle(ticker, hour)).stream()
        .filter(it -> !it.time().isBefore(from) && !it.time().plusSeconds(60).isAfter(end))
        .toList();
  }

  /** Minute bars of an hour bar, with the same open, close, high and low. */
  static final class MinuteCandleSplitter {
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

    /** A Brownian bridge from open to close in log prices, reflected at low and high. */
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
        path[i] = reflect(hour.open() * Math.exp(log), hour.low(), hour.high());
      }
      path[0] = hour.open();
      path[COUNT] = hour.close();
      return path;
    }

    /** Reflects instead of clamping: a price that stays at a bound would look like a dead feed. */
    private static double reflect(double price, double low, double high) {
      double width = high - low;
      if (width == 0) {
        return low;
      }
      double above = price - low - 2 * width * Math.floor((price - low) / (2 * width));
      return low + Math.min(above, 2 * width - above);
    }

    /** Merges consecutive bars into one; {@code bars} is not empty. */
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
}
