package market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Binance spot. It quotes USDT for USD, which can be percents apart in stressed hours. */
public final class Binance implements Source {
  @Override
  public String name() {
    return "binance";
  }

  @Override
  public String url() {
    return "https://api.binance.com";
  }

  @Override
  public int span() {
    return 1_000;
  }

  @Override
  public Ask ask(String pair, Duration step, Instant from, Instant until) {
    var quote = "usd".equals(Source.quote(pair)) ? "usdt" : Source.quote(pair);
    var query =
        "symbol=%s&interval=%s&startTime=%d&endTime=%d&limit=%d"
            .formatted(
                (Source.base(pair) + quote).toUpperCase(Locale.ROOT),
                step.toHours() == 1 ? "1h" : "1m",
                from.toEpochMilli(),
                until.toEpochMilli() - 1,
                span());
    return new Ask("/api/v3/klines", query, Map.of(), step, from, until);
  }

  @Override
  public Reading read(Reply reply, String pair, Duration step) {
    var tree = Body.tree(reply).filter(JsonNode::isArray);
    if (reply.status() != 200 || tree.isEmpty()) {
      return Body.refusal(reply);
    }
    var rows = new Rows(step);
    for (var row : tree.get()) {
      rows.add(
          Rows.time(row.path(0), 1_000),
          row.path(1),
          row.path(2),
          row.path(3),
          row.path(4),
          row.path(5));
    }
    return rows.reading();
  }
}
