package market;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Coinbase Exchange. Rows run newest first and hold low before high, open fourth. */
public final class Coinbase implements Source {
  @Override
  public String name() {
    return "coinbase";
  }

  @Override
  public String url() {
    return "https://api.exchange.coinbase.com";
  }

  @Override
  public int span() {
    return 288;
  }

  @Override
  public Ask ask(String pair, Duration step, Instant from, Instant until) {
    var product = (Source.base(pair) + "-" + Source.quote(pair)).toUpperCase(Locale.ROOT);
    var query =
        "granularity=%d&start=%s&end=%s".formatted(step.toSeconds(), from, until.minus(step));
    return new Ask("/products/" + product + "/candles", query, Map.of(), step, from, until);
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
          Rows.time(row.path(0), 1),
          row.path(3),
          row.path(2),
          row.path(1),
          row.path(4),
          row.path(5));
    }
    return rows.reading();
  }
}
