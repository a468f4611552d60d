package market.source;

import base.OutsideText;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.CandleRowParser;
import market.source.ReplyParser.ParsedReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kraken. Errors come with status 200, and bars older than the newest 720 cannot be had. */
public final class KrakenSource implements MarketSource {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenSource.class);

  @Override
  public String name() {
    return "kraken";
  }

  @Override
  public String baseUrl() {
    return "https://api.kraken.com";
  }

  @Override
  public int maxBarsPerRequest() {
    return 720;
  }

  @Override
  public int maxHistoryBars() {
    return maxBarsPerRequest();
  }

  @Override
  public CandleRequest createRequest(String pair, Duration step, Instant from, Instant until) {
    var base =
        "btc".equals(MarketSource.baseCurrency(pair)) ? "xbt" : MarketSource.baseCurrency(pair);
    var query =
        String.format(
            Locale.ROOT,
            "pair=%s&interval=%d&since=%d",
            (base + MarketSource.quoteCurrency(pair)).toUpperCase(Locale.ROOT),
            step.toMinutes(),
            from.minus(step).getEpochSecond());
    return new CandleRequest("/0/public/OHLC", query, Map.of(), step, from, until);
  }

  @Override
  public ParsedReply parseReply(SourceReply reply, String pair, Duration step) {
    var tree = ReplyParser.parseJson(reply);
    if (reply.status() != 200
        || tree.isEmpty()
        || hasError(tree.get().path("error"))
        || !tree.get().path("result").isObject()) {
      return ReplyParser.toRefusal(reply);
    }
    var rows = new CandleRowParser(step);
    for (var row : findBarRows(tree.get().path("result"))) {
      rows.addRow(
          CandleRowParser.parseTime(row.path(0), 1),
          row.path(1),
          row.path(2),
          row.path(3),
          row.path(4),
          row.path(6));
    }
    return rows.toParsedReply();
  }

  /** Entries that begin with W are warnings, which come beside good bars. */
  private static boolean hasError(JsonNode entries) {
    for (var entry : entries) {
      if (!entry.asText().startsWith("W")) {
        return true;
      }
      LOG.warn("kraken: warning {}", OutsideText.clean(entry.asText()));
    }
    return false;
  }

  /** The rows stand under Kraken's own name of the pair, beside the cursor. */
  private static JsonNode findBarRows(JsonNode result) {
    for (var value : result) {
      if (value.isArray()) {
        return value;
      }
    }
    return result.path("none");
  }
}
