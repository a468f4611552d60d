package market.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.CandleRowParser;
import market.source.ReplyParser.ParsedReply;

/** Coinbase Exchange. Rows run newest first and hold low before high, open fourth. */
public final class CoinbaseSource implements MarketSource {
  @Override
  public String name() {
    return "coinbase";
  }

  @Override
  public String baseUrl() {
    return "https://api.exchange.coinbase.com";
  }

  @Override
  public int maxBarsPerRequest() {
    return 288;
  }

  @Override
  public CandleRequest createRequest(String pair, Duration step, Instant from, Instant until) {
    var product =
        (MarketSource.baseCurrency(pair) + "-" + MarketSource.quoteCurrency(pair))
            .toUpperCase(Locale.ROOT);
    var query = "granularity=" + step.toSeconds() + "&start=" + from + "&end=" + until.minus(step);
    return new CandleRequest(
        "/products/" + product + "/candles", query, Map.of(), step, from, until);
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
          CandleRowParser.parseTime(row.path(0), 1),
          row.path(3),
          row.path(2),
          row.path(1),
          row.path(4),
          row.path(5));
    }
    return rows.toParsedReply();
  }
}
