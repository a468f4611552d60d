package market.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.CandleRowParser;
import market.source.ReplyParser.ParsedReply;

/** Bitstamp. Every value is a string; where start and end are both given, end wins. */
public final class BitstampSource implements MarketSource {
  @Override
  public String name() {
    return "bitstamp";
  }

  @Override
  public String baseUrl() {
    return "https://www.bitstamp.net";
  }

  @Override
  public int maxBarsPerRequest() {
    return 1_000;
  }

  @Override
  public CandleRequest createRequest(String pair, Duration step, Instant from, Instant until) {
    var query =
        String.format(
            Locale.ROOT,
            "step=%d&limit=%d&end=%d&exclude_current_candle=true",
            step.toSeconds(),
            Math.min(maxBarsPerRequest(), Duration.between(from, until).dividedBy(step)),
            until.minus(step).getEpochSecond());
    return new CandleRequest("/api/v2/ohlc/" + pair + "/", query, Map.of(), step, from, until);
  }

  @Override
  public ParsedReply parseReply(SourceReply reply, String pair, Duration step) {
    var data = ReplyParser.parseJson(reply).map(tree -> tree.path("data"));
    if (reply.status() != 200 || data.isEmpty() || !data.get().path("ohlc").isArray()) {
      return ReplyParser.toRefusal(reply);
    }
    var held = data.get().path("pair").asText(pair).replace("/", "").toLowerCase(Locale.ROOT);
    if (!held.equals(pair)) {
      return ReplyParser.wrongPairRefusal(held, pair);
    }
    var rows = new CandleRowParser(step);
    for (var bar : data.get().path("ohlc")) {
      rows.addRow(
          CandleRowParser.parseTime(bar.path("timestamp"), 1),
          bar.path("open"),
          bar.path("high"),
          bar.path("low"),
          bar.path("close"),
          bar.path("volume"));
    }
    return rows.toParsedReply();
  }
}
