package devnet;

import domain.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Hourly bars of the simulated market; whole hours in UTC, known in advance to the simulation. */
interface CandleSource {
  /** The file to replay, which must span the start; else generated ones. */
  static CandleSource of(DevnetOptions options) {
    if (options.candles().isEmpty()) {
      return new GeneratedCandles(options.seed(), options.start().minus(options.history()));
    }
    FileCandles file = new FileCandles(options.candles().get());
    Instant start = options.start();
    if (start.isBefore(file.first()) || start.isAfter(file.last().plus(Duration.ofHours(2)))) {
      throw new IllegalArgumentException(
          "%s spans %s to %s: start the chain inside it, not at %s"
              .formatted(options.candles().get(), file.first(), file.last(), start));
    }
    return file;
  }

  /** The bar that starts at this hour, or a sentence saying why there is none. */
  Candle hour(String ticker, Instant start);

  /** First hour there is. */
  Instant first();

  /** Start of the last bar there is; {@link Instant#MAX} without end. */
  Instant last();

  /** Pairs it has prices of, e.g. {@code btcusd}. */
  List<String> tickers();
}
