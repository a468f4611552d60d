package market.source;

import base.BoundedNumbers;
import com.fasterxml.jackson.databind.JsonNode;
import domain.market.Candle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeMap;
import market.source.ReplyParser.ParsedReply;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;

/**
 * Collects the rows of one reply. A row that is no candle is left out, which shows later as a gap;
 * of two rows for the same time the more complete one stays.
 */
final class CandleRowParser {
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
              time, parseNumber(open), parseNumber(high), parseNumber(low), parseNumber(close), v));
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
      var ticks = node.isTextual() ? BoundedNumbers.parseLong(node.textValue()) : node.longValue();
      return ticks <= 0 ? null : Instant.ofEpochMilli(Math.multiplyExact(ticks, 1000 / perSecond));
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
