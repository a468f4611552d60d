package market.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.CandleRowParser;
import market.source.ReplyParser.ParsedReply;

/**
 * Tiingo's crypto prices. {@code endDate} means midnight at the start of that day, so today needs
 * tomorrow; the bar at that midnight can be a stub for ever and is never wanted.
 */
public final class TiingoSource implements MarketSource {
  private final String token;

  /**
   * @param token may be empty, e.g. against the simulated market; the service then refuses
   */
  public TiingoSource(String token) {
    this.token = Objects.requireNonNull(token, "token");
  }

  @Override
  public String name() {
    return "tiingo";
  }

  @Override
  public String baseUrl() {
    return "https://api.tiingo.com";
  }

  @Override
  public int maxBarsPerRequest() {
    return 10_000;
  }

  @Override
  public boolean hasHourlyQuota() {
    return true;
  }

  @Override
  public CandleRequest createRequest(String pair, Duration step, Instant from, Instant until) {
    var query =
        String.format(
            Locale.ROOT,
            "tickers=%s&startDate=%s&endDate=%s&resampleFreq=%s",
            pair,
            utcDay(from),
            utcDay(until).plusDays(1),
            step.toHours() == 1 ? "1hour" : "1min");
    var headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    if (!token.isEmpty()) {
      headers.put("Authorization", "Token " + token);
    }
    return new CandleRequest("/tiingo/crypto/prices", query, headers, step, from, until);
  }

  /** The pair that a reply says its prices are of. */
  public static Optional<String> parseTicker(SourceReply reply) {
    return ReplyParser.parseJson(reply).flatMap(TiingoSource::parseTicker);
  }

  private static Optional<String> parseTicker(JsonNode tree) {
    return Optional.of(tree.path(0).path("ticker").asText().toLowerCase(Locale.ROOT))
        .filter(it -> !it.isEmpty());
  }

  private static LocalDate utcDay(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  @Override
  public ParsedReply parseReply(SourceReply reply, String pair, Duration step) {
    var tree = ReplyParser.parseJson(reply).filter(JsonNode::isArray);
    if (reply.status() != 200 || tree.isEmpty()) {
      return ReplyParser.toRefusal(reply);
    }
    String held = parseTicker(tree.get()).orElse(pair);
    if (!held.equals(pair)) {
      return ReplyParser.wrongPairRefusal(held, pair);
    }
    var rows = new CandleRowParser(step);
    for (var bar : tree.get().path(0).path("priceData")) {
      rows.addRow(
          CandleRowParser.parseTime(bar.path("date")),
          bar.path("open"),
          bar.path("high"),
          bar.path("low"),
          bar.path("close"),
          bar.path("volume"));
    }
    return rows.toParsedReply();
  }
}
