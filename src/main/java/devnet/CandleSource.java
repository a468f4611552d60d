package devnet;

import domain.Candle;
import java.time.Instant;
import java.util.List;

/** Hourly bars of the simulated market; whole hours in UTC, known in advance to the simulation. */
interface CandleSource {
  /** The bar that starts at this hour, or a sentence saying why there is none. */
  Candle hour(String ticker, Instant start);

  /** First hour there is. */
  Instant first();

  /** Start of the last bar there is; {@link Instant#MAX} without end. */
  Instant last();

  /** Pairs it has prices of, e.g. {@code btcusd}. */
  List<String> tickers();
}
