package devnet;

import domain.Candle;
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
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The simulated market in Tiingo's shape, which can be made to lie, and beside it in that of an
 * exchange. It believes the chain's clock and never serves later.
 */
final class MarketApi {
  private static final Pattern STEP = Pattern.compile("(\\d{1,4})(min|hour|day)");

  /** From the start of the last bar to the end of the one that should follow it. */
  private static final Duration UNTIL_MISSED = Duration.ofHours(2);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);

  private final CandleSource source;
  private final InstantSource clock;
  private final ExchangeApi second;

  /** How the market lies; by default it does not. */
  volatile UnaryOperator<List<Candle>> distortion = UnaryOperator.identity();

  /** Added to the clock before anything is looked up. */
  volatile Duration shift = Duration.ZERO;

  MarketApi(CandleSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.second = new ExchangeApi(source, clock);
  }

  Reply answer(Call call) {
    return reply(call).with("X-Dromedary-Market", "simulated");
  }

  private Reply reply(Call call) {
    if (ExchangeApi.serves(call)) {
      return exchange(call);
    }
    if (!call.path().equals("/tiingo/crypto/prices")) {
      return Reply.json(404, Json.of("detail", "Not found."));
    }
    if (token(call).isEmpty()) {
      return Reply.text(403, "text/html", "Please supply a token");
    }
    if (token(call).equals("invalid")) {
      return Reply.json(401, Json.of("detail", "Invalid token."));
    }
    try {
      return Reply.ok(prices(call));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return Reply.json(400, Json.of("detail", "Error: " + e.getMessage()));
    } catch (IllegalStateException e) {
      return Reply.json(503, Json.of("detail", "Error: " + e.getMessage()));
    }
  }

  private Reply exchange(Call call) {
    try {
      return second.answer(call);
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return Reply.json(400, Json.of("message", String.valueOf(e.getMessage())));
    }
  }

  private static String token(Call call) {
    String header = call.headers().getOrDefault("authorization", "");
    return header.startsWith("Token ") ? header.substring(6).strip() : call.text("token");
  }

  private List<Map<String, Object>> prices(Call call) {
    List<Map<String, Object>> answer = new ArrayList<>();
    for (String ticker : call.text("tickers").split(",")) {
      if (source.tickers().contains(ticker)) {
        answer.add(
            Json.of(
                "ticker",
                ticker,
                "baseCurrency",
                ticker.substring(0, 3),
                "quoteCurrency",
                ticker.substring(3),
                "priceData",
                bars(call, ticker).stream().map(MarketApi::bar).toList()));
      }
    }
    return answer;
  }

  private List<Candle> bars(Call call, String ticker) {
    Instant now = clock.instant().plus(shift);
    if (!now.minus(UNTIL_MISSED).isBefore(source.last())) {
      throw new IllegalStateException(
          "the candles end with the hour of %s and the simulated clock says %s"
              .formatted(source.last(), now));
    }
    Duration step = step(call.find("resampleFreq").orElse("5min"));
    Instant from =
        call.find("startDate").map(MarketApi::date).orElse(now.minus(Duration.ofDays(1)));
    Instant to = call.find("endDate").map(MarketApi::date).orElse(now);
    Tape tape = new Tape(source, ticker, now);
    return distortion.apply(tape.bars(from, to, step, call.find("endDate").isPresent()));
  }

  private static Duration step(String text) {
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

  /** A date is its first moment, UTC; a full timestamp is taken as it stands. */
  private static Instant date(String text) {
    return text.length() > 10
        ? Instant.parse(text.endsWith("Z") ? text : text + "Z")
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Map<String, Object> bar(Candle bar) {
    return Json.of(
        "date",
        DATE.format(bar.time()),
        "open",
        number(bar.open()),
        "high",
        number(bar.high()),
        "low",
        number(bar.low()),
        "close",
        number(bar.close()),
        "volume",
        number(bar.volume()),
        "volumeNotional",
        number(bar.volume() * bar.close()),
        "tradesDone",
        number(Math.floor(bar.volume() * 45)));
  }

  /** Always with a point, never with an exponent, as the provider writes its floats. */
  private static BigDecimal number(double value) {
    return BigDecimal.valueOf(value);
  }
}
