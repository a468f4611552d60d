package devnet.market;

import devnet.ledger.DevnetOptions;
import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Hourly bars of the simulated market, in whole hours UTC; bars of the future are known too. */
public interface SimulatedCandleSource {
  /** The bars of the given file, which must span the start; generated bars without a file. */
  static SimulatedCandleSource of(DevnetOptions options) {
    if (options.candleFile().isEmpty()) {
      return new GeneratedCandleSource(
          options.seed(), options.start().minus(options.marketHistory()));
    }
    FileCandleSource file = new FileCandleSource(options.candleFile().get());
    Instant start = options.start();
    if (start.isBefore(file.firstHour())
        || start.isAfter(file.lastHour().plus(Duration.ofHours(2)))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s spans %s to %s: start the chain inside it, not at %s",
              options.candleFile().get(),
              file.firstHour(),
              file.lastHour(),
              start));
    }
    return file;
  }

  /**
   * The bar that starts at this hour.
   *
   * @throws IllegalStateException if there is none, with the reason
   */
  Candle hourCandle(String ticker, Instant start);

  /** Start of the first bar. */
  Instant firstHour();

  /** Start of the last bar; {@link Instant#MAX} if there is no end. */
  Instant lastHour();

  /** Pairs that have bars, e.g. {@code btcusd}. */
  List<String> tickers();

  /**
   * Prices that depend on seed and hour only: a random walk with a weak pull to its start, which
   * lies years before any simulation.
   */
  final class GeneratedCandleSource implements SimulatedCandleSource {
    private static final Instant ORIGIN = Instant.parse("2016-01-01T00:00:00Z");
    private static final double HOURLY = 0.005;
    private static final double PULL = 1e-4;
    private static final Map<String, Double> BASE =
        Map.of("btcusd", 60_000.0, "ethusd", 2_500.0, "solusd", 150.0);

    private final long seed;
    private final Instant first;
    private final Map<String, double[]> walks = new HashMap<>();

    GeneratedCandleSource(long seed) {
      this(seed, ORIGIN);
    }

    /**
     * @param first earliest hour to serve, a whole hour, not before 2016
     */
    GeneratedCandleSource(long seed, Instant first) {
      this.seed = seed;
      this.first = first.isBefore(ORIGIN) ? ORIGIN : first;
    }

    @Override
    public synchronized Candle hourCandle(String ticker, Instant start) {
      int index = (int) Duration.between(ORIGIN, start).toHours();
      double[] walk = pricePath(ticker, index + 1);
      SplittableRandom random = new SplittableRandom(tickerSeed(ticker) + 7919L * index);
      double open = walk[index];
      double close = walk[index + 1];
      double high = Math.max(open, close) * Math.exp(Math.abs(random.nextGaussian()) * HOURLY / 3);
      double low = Math.min(open, close) * Math.exp(-Math.abs(random.nextGaussian()) * HOURLY / 3);
      double volume = 200 * Math.exp(0.5 * random.nextGaussian());
      return new Candle(start, open, high, low, close, volume);
    }

    /** Price at the start of every hour since the origin, up to this index at least. */
    private double[] pricePath(String ticker, int index) {
      double[] known = walks.get(ticker);
      if (known != null && known.length > index) {
        return known;
      }
      double base = BASE.get(ticker);
      SplittableRandom random = new SplittableRandom(tickerSeed(ticker));
      double[] prices = new double[index + 10_000];
      double log = 0;
      for (int i = 0; i < prices.length; i++) {
        prices[i] = base * Math.exp(log);
        log = log * (1 - PULL) + HOURLY * random.nextGaussian();
      }
      walks.put(ticker, prices);
      return prices;
    }

    private long tickerSeed(String ticker) {
      return seed * 0x9E3779B97F4A7C15L + ticker.hashCode();
    }

    @Override
    public Instant firstHour() {
      return first;
    }

    @Override
    public Instant lastHour() {
      return Instant.MAX;
    }

    @Override
    public List<String> tickers() {
      return BASE.keySet().stream().sorted().toList();
    }
  }
}
