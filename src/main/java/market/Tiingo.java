package market;

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

/**
 * Tiingo's crypto prices. {@code endDate} means midnight at the start of that day, so today needs
 * tomorrow; the bar at that midnight can be a stub for ever and is never wanted.
 */
public final class Tiingo implements Source {
  private final String token;

  /**
   * @param token may be empty, e.g. against the simulated market; the service then refuses
   */
  public Tiingo(String token) {
    this.token = Objects.requireNonNull(token, "token");
  }

  @Override
  public String name() {
    return "tiingo";
  }

  @Override
  public String url() {
    return "https://api.tiingo.com";
  }

  @Override
  public int span() {
    return 10_000;
  }

  @Override
  public boolean countsByTheHour() {
    return true;
  }

  @Override
  public Ask ask(String pair, Duration step, Instant from, Instant until) {
    var query =
        "tickers=%s&startDate=%s&endDate=%s&resampleFreq=%s"
            .formatted(
                pair, day(from), day(until).plusDays(1), step.toHours() == 1 ? "1hour" : "1min");
    var headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    if (!token.isEmpty()) {
      headers.put("Authorization", "Token " + token);
    }
    return new Ask("/tiingo/crypto/prices", query, headers, step, from, until);
  }

  /** The pair that a reply says its prices are of. */
  public static Optional<String> ticker(Reply reply) {
    return Body.tree(reply).flatMap(Tiingo::ticker);
  }

  private static Optional<String> ticker(JsonNode tree) {
    return Optional.of(tree.path(0).path("ticker").asText().toLowerCase(Locale.ROOT))
        .filter(it -> !it.isEmpty());
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  @Override
  public Reading read(Reply reply, String pair, Duration step) {
    var tree = Body.tree(reply).filter(JsonNode::isArray);
    if (reply.status() != 200 || tree.isEmpty()) {
      return Body.refusal(reply);
    }
    String held = ticker(tree.get()).orElse(pair);
    if (!held.equals(pair)) {
      return Body.mixedUp(held, pair);
    }
    var rows = new Rows(step);
    for (var bar : tree.get().path(0).path("priceData")) {
      rows.add(
          Rows.time(bar.path("date")),
          bar.path("open"),
          bar.path("high"),
          bar.path("low"),
          bar.path("close"),
          bar.path("volume"));
    }
    return rows.reading();
  }
}
