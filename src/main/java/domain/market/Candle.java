package domain.market;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;

/**
 * One bar of prices.
 *
 * @param time start of the bar, UTC
 * @param volume in the base coin, 0 where nothing traded
 */
public record Candle(
    Instant time, double open, double high, double low, double close, double volume) {
  /** By every field but the time, so that no two different candles are equal. */
  private static final Comparator<Candle> COMPLETENESS =
      Comparator.comparingDouble(Candle::volume)
          .thenComparingDouble(Candle::high)
          .thenComparing(Candle::low, Comparator.reverseOrder())
          .thenComparingDouble(Candle::close)
          .thenComparingDouble(Candle::open);

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .toFormatter(Locale.ROOT);

  public Candle {
    Objects.requireNonNull(time, "time");
    if (!(low > 0 && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("candle " + time + ": prices must be positive and finite");
    }
    if (!(low <= open && open <= high && low <= close && close <= high)) {
      throw new IllegalArgumentException(
          "candle " + time + ": low <= open, close <= high is broken");
    }
    if (!(volume >= 0 && volume < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "candle " + time + ": volume must be 0 or more and finite");
    }
  }

  /**
   * Reads a bar's time as people and their libraries write it: with {@code Z}, an offset or,
   * meaning UTC, neither; with a blank for the {@code T}; with or without seconds.
   *
   * @throws java.time.DateTimeException when it is none
   */
  public static Instant parseTime(String text) {
    return text.endsWith("Z") && text.length() == 20
        ? Instant.parse(text)
        : TIME.parse(text.strip().replace(' ', 'T'), Instant::from);
  }

  /**
   * Of two candles for the same time the one that has seen more trades: more volume, then the
   * higher high, then the lower low. The other is a stub. Close and open break a tie, so that the
   * order of the two never decides.
   */
  public static Candle moreComplete(Candle a, Candle b) {
    return COMPLETENESS.compare(a, b) >= 0 ? a : b;
  }
}
