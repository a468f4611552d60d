package market.source;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import market.source.StubMarketServer.Request;
import market.source.StubMarketServer.Response;

/** Answers in Tiingo's shape from {@link SamplePrices}, the bar at {@code endDate} included. */
public final class StubTiingoReplies {
  private StubTiingoReplies() {}

  public static Response reply(Request request, Instant now) {
    var query = queryParameters(request);
    var step = Duration.parse("1min".equals(query.get("resampleFreq")) ? "PT1M" : "PT1H");
    var end = midnight(query.get("endDate")).plus(step);
    var until = end.isBefore(now) ? end : now;
    return new Response(
        200,
        jsonBody(
            query.get("tickers"),
            SamplePrices.bars(midnight(query.get("startDate")), until, step)));
  }

  public static String jsonBody(String pair, List<Candle> bars) {
    return "[{\"ticker\":\"%s\",\"baseCurrency\":\"%s\",\"quoteCurrency\":\"usd\",\"priceData\":[%s]}]"
        .formatted(
            pair,
            pair.substring(0, 3),
            bars.stream().map(StubTiingoReplies::row).collect(Collectors.joining(",")));
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

  public static Map<String, String> queryParameters(Request request) {
    var parts = new HashMap<String, String>();
    for (var part : request.uri().getRawQuery().split("&")) {
      var pair = part.split("=", 2);
      parts.put(pair[0], pair[1]);
    }
    return parts;
  }
}
