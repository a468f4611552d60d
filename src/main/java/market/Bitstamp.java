package market;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Bitstamp. Every value is a string; where start and end are both given, end wins. */
public final class Bitstamp implements Source {
  @Override
  public String name() {
    return "bitstamp";
  }

  @Override
  public String url() {
    return "https://www.bitstamp.net";
  }

  @Override
  public int span() {
    return 1_000;
  }

  @Override
  public Ask ask(String pair, Duration step, Instant from, Instant until) {
    var query =
        "step=%d&limit=%d&end=%d&exclude_current_candle=true"
            .formatted(
                step.toSeconds(),
                Math.min(span(), Duration.between(from, until).dividedBy(step)),
                until.minus(step).getEpochSecond());
    return new Ask("/api/v2/ohlc/" + pair + "/", query, Map.of(), step, from, until);
  }

  @Override
  public Reading read(Reply reply, String pair, Duration step) {
    var data = Body.tree(reply).map(tree -> tree.path("data"));
    if (reply.status() != 200 || data.isEmpty() || !data.get().path("ohlc").isArray()) {
      return Body.refusal(reply);
    }
    var held = data.get().path("pair").asText(pair).replace("/", "").toLowerCase(Locale.ROOT);
    if (!held.equals(pair)) {
      return Body.mixedUp(held, pair);
    }
    var rows = new Rows(step);
    for (var bar : data.get().path("ohlc")) {
      rows.add(
          Rows.time(bar.path("timestamp"), 1),
          bar.path("open"),
          bar.path("high"),
          bar.path("low"),
          bar.path("close"),
          bar.path("volume"));
    }
    return rows.reading();
  }
}
