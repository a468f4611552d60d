package market.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.CandleRowParser;
import market.source.ReplyParser.ParsedReply;

/** Binance spot. It quotes USDT for USD, which can be percents apart in stressed hours. */
public final class BinanceSource implements MarketSource {
  @Override
  public String name() {
    return "binance";
  }

  @Override
  public String baseUrl() {
    return "https://api.binance.com";
  }

  @Override
  public int maxBarsPerRequest() {
    return 1_000;
  }

  @Override
  public CandleRequest createRequest(String pair, Duration step, Instant from, Instant until) {
    var quote =
        "usd".equals(MarketSource.quoteCurrency(pair)) ? "usdt" : MarketSource.quoteCurrency(pair);
    var query =
        String.format(
            Locale.ROOT,
            "symbol=%s&interval=%s&startTime=%d&endTime=%d&limit=%d",
            (MarketSource.baseCurrency(pair) + quote).toUpperCase(Locale.ROOT),
            step.toHours() == 1 ? "1h" : "1m",
            from.toEpochMilli(),
            until.toEpochMilli() - 1,
            maxBarsPerRequest());
    return new CandleRequest("/api/v3/klines", query, Map.of(), step, from, until);
  }

  @Override
  public ParsedReply parseReply(SourceReply reply, String pair, Duration step) {
    var tree = ReplyParser.parseJson(reply).filter(JsonNode::isArray);
    if (reply.status() != 200 || tree.isEmpty()) {
      return ReplyParser.toRefusal(reply);
    }
    var rows = new CandleRowParser(step);
    for (var row : tree.get()) {
      rows.addRow(
          CandleRowParser.parseTime(row.path(0), 1_000),
          row.path(1),
          row.path(2),
          row.path(3),
          row.path(4),
          row.path(5));
    }
    return rows.toParsedReply();
  }
}
