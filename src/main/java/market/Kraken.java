package market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Kraken. Errors come with status 200, and bars older than the newest 720 cannot be had. */
public final class Kraken implements Source {
  @Override
  public String name() {
    return "kraken";
  }

  @Override
  public String url() {
    return "https://api.kraken.com";
  }

  @Override
  public int span() {
    return 720;
  }

  @Override
  public int depth() {
    return span();
  }

  @Override
  public Ask ask(String pair, Duration step, Instant from, Instant until) {
    var base = "btc".equals(Source.base(pair)) ? "xbt" : Source.base(pair);
    var query =
        "pair=%s&interval=%d&since=%d"
            .formatted(
                (base + Source.quote(pair)).toUpperCase(Locale.ROOT),
                step.toMinutes(),
                from.minus(step).getEpochSecond());
    return new Ask("/0/public/OHLC", query, Map.of(), step, from, until);
  }

  @Override
  public Reading read(Reply reply, String pair, Duration step) {
    var tree = Body.tree(reply);
    if (reply.status() != 200
        || tree.isEmpty()
        || !tree.get().path("error").isEmpty()
        || !tree.get().path("result").isObject()) {
      return Body.refusal(reply);
    }
    var rows = new Rows(step);
    for (var row : bars(tree.get().path("result"))) {
      rows.add(
          Rows.time(row.path(0), 1),
          row.path(1),
          row.path(2),
          row.path(3),
          row.path(4),
          row.path(6));
    }
    return rows.reading();
  }

  /** The rows stand under Kraken's own name of the pair, beside the cursor. */
  private static JsonNode bars(JsonNode result) {
    for (var value : result) {
      if (value.isArray()) {
        return value;
      }
    }
    return result.path("none");
  }
}
