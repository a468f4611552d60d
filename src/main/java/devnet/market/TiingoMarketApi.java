package devnet.market;

import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import domain.market.Candle;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulated market in the format of Tiingo, which a scenario can falsify, and in that of
 * Coinbase. It follows the chain's clock and serves nothing of the future.
 */
public final class TiingoMarketApi {
  private static final Pattern STEP = Pattern.compile("(\\d{1,4})(min|hour|day)");

  /** After this time without a new bar, the next one is overdue. */
  private static final Duration OVERDUE_AFTER = Duration.ofHours(2);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);

  private final SimulatedCandleSource source;
  private final InstantSource clock;
  private final CoinbaseMarketApi coinbase;

  /** Falsifies the market's candles; by default it changes nothing. */
  public volatile UnaryOperator<List<Candle>> distortion = UnaryOperator.identity();

  /** Added to the clock before a request is served. */
  public volatile Duration clockShift = Duration.ZERO;

  public TiingoMarketApi(SimulatedCandleSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.coinbase = new CoinbaseMarketApi(source, clock);
  }

  public DevnetResponse handle(DevnetRequest call) {
    return respond(call).withHeader("X-Dromedary-Market", "simulated");
  }

  private DevnetResponse respond(DevnetRequest call) {
    if (CoinbaseMarketApi.serves(call)) {
      return respondAsCoinbase(call);
    }
    if (!call.path().equals("/tiingo/crypto/prices")) {
      return DevnetResponse.json(404, CosmosJson.object("detail", "Not found."));
    }
    if (token(call).isEmpty()) {
      return DevnetResponse.text(403, "text/html", "Please supply a token");
    }
    if (token(call).equals("invalid")) {
      return DevnetResponse.json(401, CosmosJson.object("detail", "Invalid token."));
    }
    try {
      return DevnetResponse.okJson(prices(call));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return DevnetResponse.json(400, CosmosJson.object("detail", "Error: " + e.getMessage()));
    } catch (IllegalStateException e) {
      return DevnetResponse.json(503, CosmosJson.object("detail", "Error: " + e.getMessage()));
    }
  }

  private DevnetResponse respondAsCoinbase(DevnetRequest call) {
    try {
      return coinbase.handle(call);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return DevnetResponse.json(400, CosmosJson.object("message", String.valueOf(e.getMessage())));
    }
  }

  private static String token(DevnetRequest call) {
    String header = call.headers().getOrDefault("authorization", "");
    return header.startsWith("Token ") ? header.substring(6).strip() : call.textOrEmpty("token");
  }

  private List<Map<String, Object>> prices(DevnetRequest call) {
    List<Map<String, Object>> answer = new ArrayList<>();
    for (String ticker : call.textOrEmpty("tickers").split(",")) {
      if (source.tickers().contains(ticker)) {
        answer.add(
            CosmosJson.object("ticker", ticker)
                .with("baseCurrency", ticker.substring(0, 3))
                .with("quoteCurrency", ticker.substring(3))
                .with(
                    "priceData",
                    visibleCandles(call, ticker).stream()
                        .map(TiingoMarketApi::candleJson)
                        .toList()));
      }
    }
    return answer;
  }

  private List<Candle> visibleCandles(DevnetRequest call, String ticker) {
    Instant now = clock.instant().plus(clockShift);
    if (!now.minus(OVERDUE_AFTER).isBefore(source.lastHour())) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the candles end with the hour of %s and the simulated clock is at %s",
              source.lastHour(),
              now));
    }
    Duration step = parseStep(call.findParameter("resampleFreq").orElse("5min"));
    Instant from =
        call.findParameter("startDate")
            .map(TiingoMarketApi::parseDate)
            .orElse(now.minus(Duration.ofDays(1)));
    Instant to = call.findParameter("endDate").map(TiingoMarketApi::parseDate).orElse(now);
    VisibleCandles candles = new VisibleCandles(source, ticker, now);
    return distortion.apply(
        candles.candles(from, to, step, call.findParameter("endDate").isPresent()));
  }

  private static Duration parseStep(String text) {
    Matcher parts = STEP.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(1)) == 0) {
      throw new IllegalArgumentException("resampleFreq must be like 5min, 1hour or 1day");
    }
    int count = Integer.parseInt(parts.group(1));
    return switch (parts.group(2)) {
      case "min" -> Duration.ofMinutes(count);
      case "hour" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** A date stands for its first moment, UTC; a full timestamp is taken as given. */
  private static Instant parseDate(String text) {
    return text.length() > 10
        ? Instant.parse(text.endsWith("Z") ? text : text + "Z")
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Map<String, Object> candleJson(Candle bar) {
    return CosmosJson.object("date", DATE.format(bar.time()))
        .with("open", plainDecimal(bar.open()))
        .with("high", plainDecimal(bar.high()))
        .with("low", plainDecimal(bar.low()))
        .with("close", plainDecimal(bar.close()))
        .with("volume", plainDecimal(bar.volume()))
        .with("volumeNotional", plainDecimal(bar.volume() * bar.close()))
        .with("tradesDone", plainDecimal(Math.floor(bar.volume() * 45)));
  }

  /** Always with a decimal point, never with an exponent, as Tiingo writes numbers. */
  private static BigDecimal plainDecimal(double value) {
    return BigDecimal.valueOf(value);
  }
}
