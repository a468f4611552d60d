package market.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.ParsedReply;

/**
 * A provider of candles: how to ask it and how to read what it answers. No input or output here.
 */
public interface MarketSource {
  /** Name in configuration, in the journal and in file names, e.g. {@code tiingo}. */
  String name();

  /** Where the public service lives, without a path. */
  String baseUrl();

  /** Bars one request may ask for. */
  int maxBarsPerRequest();

  /** Bars that can be had at all, counted back from now. */
  default int maxHistoryBars() {
    return Integer.MAX_VALUE;
  }

  /** Whether the provider counts requests by the hour, and refuses until the next one begins. */
  default boolean hasHourlyQuota() {
    return false;
  }

  /**
   * Question for the bars that start in [from, until).
   *
   * @param pair lower case without separator, e.g. {@code btcusd}
   * @param step one hour or one minute
   */
  CandleRequest createRequest(String pair, Duration step, Instant from, Instant until);

  /**
   * Reads any reply, however broken, without throwing; one that names another pair is refused.
   *
   * @param pair as in the question
   */
  ParsedReply parseReply(SourceReply reply, String pair, Duration step);

  /** Every source there is; which are asked, and in what order, is configuration. */
  static List<MarketSource> allSources(String tiingoToken) {
    return List.of(
        new TiingoSource(tiingoToken),
        new CoinbaseSource(),
        new KrakenSource(),
        new BinanceSource(),
        new BitstampSource());
  }

  /** {@code btc} of {@code btcusd}. */
  static String baseCurrency(String pair) {
    return pair.substring(0, pair.length() - quoteCurrency(pair).length());
  }

  /** {@code usd} of {@code btcusd}; only USDT and USDC have four letters. */
  static String quoteCurrency(String pair) {
    return pair.substring(pair.length() - (pair.matches(".*usd[tc]") ? 4 : 3));
  }
}
