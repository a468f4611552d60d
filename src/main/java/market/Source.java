package market;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A provider of candles: how to ask it and how to read what it answers. No input or output here.
 */
public interface Source {
  /** Name in configuration, in the journal and in file names, e.g. {@code tiingo}. */
  String name();

  /** Where the public service lives, without a path. */
  String url();

  /** Bars one request may ask for. */
  int span();

  /** Bars that can be had at all, counted back from now. */
  default int depth() {
    return Integer.MAX_VALUE;
  }

  /** Whether the provider counts requests by the hour, and refuses until the next one begins. */
  default boolean countsByTheHour() {
    return false;
  }

  /**
   * Question for the bars that start in [from, until).
   *
   * @param pair lower case without separator, e.g. {@code btcusd}
   * @param step one hour or one minute
   */
  Ask ask(String pair, Duration step, Instant from, Instant until);

  /**
   * Reads any reply, however broken, without throwing; one that names another pair is refused.
   *
   * @param pair as in the question
   */
  Reading read(Reply reply, String pair, Duration step);

  /** Every source there is; which are asked, and in what order, is configuration. */
  static List<Source> all(String tiingoToken) {
    return List.of(
        new Tiingo(tiingoToken), new Coinbase(), new Kraken(), new Binance(), new Bitstamp());
  }

  /** {@code btc} of {@code btcusd}. */
  static String base(String pair) {
    return pair.substring(0, pair.length() - quote(pair).length());
  }

  /** {@code usd} of {@code btcusd}; only USDT and USDC have four letters. */
  static String quote(String pair) {
    return pair.substring(pair.length() - (pair.matches(".*usd[tc]") ? 4 : 3));
  }
}
