package devnet.market;

import devnet.ledger.DevnetOptions;
import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Hourly bars of the simulated market; whole hours in UTC, known in advance to the simulation. */
public interface SimulatedCandleSource {
  /** The file to replay, which must span the start; else generated ones. */
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

  /** The bar that starts at this hour, or a sentence saying why there is none. */
  Candle hourCandle(String ticker, Instant start);

  /** First hour there is. */
  Instant firstHour();

  /** Start of the last bar there is; {@link Instant#MAX} without end. */
  Instant lastHour();

  /** Pairs it has prices of, e.g. {@code btcusd}. */
  List<String> tickers();
}
