package market.source;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;
import market.source.StubMarketServer.Request;
import market.source.StubMarketServer.Response;

/** Answers in Coinbase's shape from {@link SamplePrices}: newest first, at most 300 bars. */
public final class StubCoinbaseReplies {
  private StubCoinbaseReplies() {}

  public static Response reply(Request request, Instant now) {
    var query = StubTiingoReplies.queryParameters(request);
    var step = Duration.ofSeconds(Long.parseLong(query.get("granularity")));
    var from = Instant.parse(query.get("start"));
    var end = Instant.parse(query.get("end")).plus(step);
    var bars =
        new java.util.ArrayList<>(SamplePrices.bars(from, end.isBefore(now) ? end : now, step));
    if (bars.size() > 300) {
      return new Response(400, "{\"message\":\"granularity too small\"}");
    }
    Collections.reverse(bars);
    var rows = bars.stream().map(StubCoinbaseReplies::row).collect(Collectors.joining(","));
    return new Response(200, "[" + rows + "]");
  }

  private static String row(Candle b) {
    return "[%d,%s,%s,%s,%s,%s]"
        .formatted(b.time().getEpochSecond(), b.low(), b.high(), b.open(), b.close(), b.volume());
  }
}
