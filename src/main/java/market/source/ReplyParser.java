package market.source;

import base.BoundedNumbers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.market.Candle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;

/** What all providers' replies have in common: JSON or not, and how the usual refusals look. */
public final class ReplyParser {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ReplyParser() {}

  /** The body as a tree; empty where it is not exactly one JSON value. */
  static Optional<JsonNode> parseJson(SourceReply reply) {
    try {
      return Optional.of(JSON.readTree(reply.body())).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A reply that carries no data, sorted by status and by the words in it. */
  static Refusal toRefusal(SourceReply reply) {
    var kind = classify(reply.status(), reply.body().toLowerCase(Locale.ROOT));
    return new Refusal(kind, "answered " + reply.status() + " " + excerpt(reply.body()));
  }

  /** A reply whose data are of another pair than the one asked for. */
  static Refusal wrongPairRefusal(String held, String pair) {
    return new Refusal(
        RefusalKind.TRANSIENT, "answered with prices of " + held + ", not of " + pair);
  }

  private static RefusalKind classify(int status, String body) {
    if (status == 429 || status == 418 || mentionsRateLimit(body)) {
      return RefusalKind.THROTTLED;
    }
    if (status == 401 || status == 403 || status == 451 || mentionsToken(status, body)) {
      return RefusalKind.DENIED;
    }
    var absent = status == 400 || status == 404 || containsAny(body, "unknown asset pair");
    return absent ? RefusalKind.ABSENT : RefusalKind.TRANSIENT;
  }

  private static boolean mentionsRateLimit(String body) {
    return containsAny(body, "run over your", "rate limit", "too many", "too much", "400.002");
  }

  /** An HTML page may mention other tokens, e.g. those of its forms. */
  private static boolean mentionsToken(int status, String body) {
    return status < 500 && containsAny(body, "token") && !body.stripLeading().startsWith("<");
  }

  private static boolean containsAny(String body, String... words) {
    for (var word : words) {
      if (body.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static String excerpt(String body) {
    var line = body.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= 120 ? line : line.substring(0, 120) + "...";
  }

  /** What a reply turned out to be, judged by its body and not by its status alone. */
  public sealed interface ParsedReply {
    /** Data: at least one usable bar, oldest first, one per start time; may hold the open bar. */
    record Bars(List<Candle> bars) implements ParsedReply {
      public Bars {
        bars = List.copyOf(bars);
      }
    }

    /** No data, and what that means for asking again. */
    record Refusal(RefusalKind kind, String detail) implements ParsedReply {
      public Refusal {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
      }
    }

    /** Why there are no data. */
    enum RefusalKind {
      /** Allocation used up: leave the provider alone for a while. */
      THROTTLED,
      /** Token refused or host not served: asking again does not help. */
      DENIED,
      /** The provider answers well but has nothing for this pair and time. */
      ABSENT,
      /** Anything else, e.g. a gateway page or a torn body: worth another try. */
      TRANSIENT
    }
  }

  /**
   * Collects the rows of one reply. A row that is no candle is left out, which shows later as a
   * gap; of two rows for the same time the more complete one stays.
   */
  static final class CandleRowParser {
    private final Duration step;
    private final TreeMap<Instant, Candle> bars = new TreeMap<>();
    private int broken;

    CandleRowParser(Duration step) {
      this.step = step;
    }

    void addRow(
        Instant time, JsonNode open, JsonNode high, JsonNode low, JsonNode close, JsonNode volume) {
      try {
        var v = volume.isNull() ? 0 : parseNumber(volume);
        putCandle(
            new Candle(
                time,
                parseNumber(open),
                parseNumber(high),
                parseNumber(low),
                parseNumber(close),
                v));
      } catch (IllegalArgumentException | NullPointerException e) {
        broken++;
      }
    }

    private void putCandle(Candle candle) {
      if (candle.time().toEpochMilli() % step.toMillis() != 0) {
        broken++;
      } else {
        bars.merge(candle.time(), candle, Candle::moreComplete);
      }
    }

    ParsedReply toParsedReply() {
      if (bars.isEmpty()) {
        return broken == 0
            ? new Refusal(RefusalKind.ABSENT, "has no bars for this pair and time")
            : new Refusal(RefusalKind.TRANSIENT, "sent " + broken + " rows, none of them a candle");
      }
      return new Bars(List.copyOf(bars.values()));
    }

    /** A JSON number, or text that holds one; NaN, which no candle accepts, for anything else. */
    private static double parseNumber(JsonNode node) {
      return node.isNumber()
          ? node.doubleValue()
          : node.isTextual() ? BoundedNumbers.parseDouble(node.textValue()) : Double.NaN;
    }

    /** Seconds or milliseconds since 1970 as JSON number or text; null where it is neither. */
    static Instant parseTime(JsonNode node, long perSecond) {
      try {
        var ticks =
            node.isTextual() ? BoundedNumbers.parseLong(node.textValue()) : node.longValue();
        return ticks <= 0
            ? null
            : Instant.ofEpochMilli(Math.multiplyExact(ticks, 1000 / perSecond));
      } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
        return null;
      }
    }

    /** ISO-8601 with an offset; null where it is not. */
    static Instant parseTime(JsonNode node) {
      try {
        return OffsetDateTime.parse(node.asText()).toInstant();
      } catch (DateTimeException e) {
        return null;
      }
    }
  }
}
