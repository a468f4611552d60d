package market.source;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import market.source.StubMarketServer.Request;
import market.source.StubMarketServer.Response;

/**
 * Answers in Bitstamp's shape from {@link SamplePrices}: oldest first, all strings, up to the end.
 */
public final class StubBitstampReplies {
  private StubBitstampReplies() {}

  public static Response reply(Request request, Instant now) {
    var query = StubTiingoReplies.queryParameters(request);
    var step = Duration.ofSeconds(Long.parseLong(query.get("step")));
    var end = Instant.ofEpochSecond(Long.parseLong(query.get("end"))).plus(step);
    var from = end.minus(step.multipliedBy(Long.parseLong(query.get("limit"))));
    var rows =
        SamplePrices.bars(from, end.isBefore(now) ? end : now, step).stream()
            .map(StubBitstampReplies::row)
            .collect(Collectors.joining(","));
    return new Response(
        200, "{'data':{'pair':'BTC/USD','ohlc':[%s]}}".formatted(rows).replace('\'', '"'));
  }

  private static String row(Candle b) {
    return "{'timestamp':'%d','open':'%s','high':'%s','low':'%s','close':'%s','volume':'%s'}"
        .formatted(b.time().getEpochSecond(), b.open(), b.high(), b.low(), b.close(), b.volume());
  }
}
