package market;

import domain.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;
import market.StubMarket.Request;
import market.StubMarket.Response;

/** Answers in Coinbase's shape from {@link Prices}: newest first, at most 300 bars. */
public final class CoinbaseShape {
  private CoinbaseShape() {}

  public static Response answer(Request request, Instant now) {
    var query = TiingoShape.query(request);
    var step = Duration.ofSeconds(Long.parseLong(query.get("granularity")));
    var from = Instant.parse(query.get("start"));
    var end = Instant.parse(query.get("end")).plus(step);
    var bars = new java.util.ArrayList<>(Prices.bars(from, end.isBefore(now) ? end : now, step));
    if (bars.size() > 300) {
      return new Response(400, "{\"message\":\"granularity too small\"}");
    }
    Collections.reverse(bars);
    var rows = bars.stream().map(CoinbaseShape::row).collect(Collectors.joining(","));
    return new Response(200, "[" + rows + "]");
  }

  private static String row(Candle b) {
    return "[%d,%s,%s,%s,%s,%s]"
        .formatted(b.time().getEpochSecond(), b.low(), b.high(), b.open(), b.close(), b.volume());
  }
}
