package devnet.market;

import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import domain.market.Candle;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same market in the format of Coinbase Exchange: a second source, never falsified. */
final class CoinbaseMarketApi {
  private static final Pattern PATH = Pattern.compile("/products/([A-Z0-9]+)-([A-Z]+)/candles");
  private static final int LIMIT = 300;

  private final SimulatedCandleSource source;
  private final InstantSource clock;

  CoinbaseMarketApi(SimulatedCandleSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  static boolean serves(DevnetRequest call) {
    return PATH.matcher(call.path()).matches();
  }

  /** Rows of time, low, high, open, close and volume, newest first; both bounds are inclusive. */
  DevnetResponse handle(DevnetRequest call) {
    Matcher product = PATH.matcher(call.path());
    String ticker =
        product.matches() ? (product.group(1) + product.group(2)).toLowerCase(Locale.ROOT) : "";
    if (!source.tickers().contains(ticker)) {
      return DevnetResponse.json(404, CosmosJson.object("message", "NotFound"));
    }
    Duration step = Duration.ofSeconds(Long.parseLong(call.textOrEmpty("granularity")));
    Instant now = clock.instant();
    Instant to = call.findParameter("end").map(Instant::parse).orElse(now);
    Instant from =
        call.findParameter("start").map(Instant::parse).orElse(to.minus(step.multipliedBy(299)));
    if (Duration.between(from, to).dividedBy(step) > LIMIT) {
      return DevnetResponse.json(
          400, CosmosJson.object("message", "granularity too small for the requested time range"));
    }
    List<Candle> bars =
        new ArrayList<>(new VisibleCandles(source, ticker, now).candles(from, to, step, false));
    Collections.reverse(bars);
    return DevnetResponse.okJson(bars.stream().map(CoinbaseMarketApi::candleRow).toList());
  }

  private static List<Object> candleRow(Candle bar) {
    return List.of(
        bar.time().getEpochSecond(),
        BigDecimal.valueOf(bar.low()),
        BigDecimal.valueOf(bar.high()),
        BigDecimal.valueOf(bar.open()),
        BigDecimal.valueOf(bar.close()),
        BigDecimal.valueOf(bar.volume()));
  }
}
