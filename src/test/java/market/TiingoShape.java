package market;

import domain.Candle;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.StubMarket.Request;
import market.StubMarket.Response;

/** Answers in Tiingo's shape from {@link Prices}, the bar at {@code endDate} included. */
public final class TiingoShape {
  private TiingoShape() {}

  public static Response answer(Request request, Instant now) {
    var query = query(request);
    var step = Duration.parse("1min".equals(query.get("resampleFreq")) ? "PT1M" : "PT1H");
    var end = midnight(query.get("endDate")).plus(step);
    var until = end.isBefore(now) ? end : now;
    return new Response(
        200,
        body(query.get("tickers"), Prices.bars(midnight(query.get("startDate")), until, step)));
  }

  public static String body(String pair, List<Candle> bars) {
    return "[{\"ticker\":\"%s\",\"baseCurrency\":\"%s\",\"quoteCurrency\":\"usd\",\"priceData\":[%s]}]"
        .formatted(
            pair,
            pair.substring(0, 3),
            bars.stream().map(TiingoShape::row).collect(Collectors.joining(",")));
  }

  private static String row(Candle bar) {
    return ("{\"date\":\"%s+00:00\",\"open\":%s,\"high\":%s,\"low\":%s,\"close\":%s,\"volume\":%s,"
            + "\"volumeNotional\":%s,\"tradesDone\":%s}")
        .formatted(
            bar.time().atOffset(ZoneOffset.UTC).format(SECONDS),
            bar.open(),
            bar.high(),
            bar.low(),
            bar.close(),
            bar.volume(),
            bar.volume() * bar.close(),
            1000.0);
  }

  private static final java.time.format.DateTimeFormatter SECONDS =
      java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private static Instant midnight(String date) {
    return LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  public static Map<String, String> query(Request request) {
    var parts = new HashMap<String, String>();
    for (var part : request.uri().getRawQuery().split("&")) {
      var pair = part.split("=", 2);
      parts.put(pair[0], pair[1]);
    }
    return parts;
  }
}
