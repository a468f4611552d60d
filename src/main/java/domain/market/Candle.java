package domain.market;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
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
        ? parseCanonicalTime(text)
        : TIME.parse(text.strip().replace(' ', 'T'), Instant::from);
  }

  boolean isBefore(Candle other) {
    return time.isBefore(other.time);
  }

  /** Whether that one is the next of candles that are so many seconds long. */
  public boolean isFollowedBy(Candle next, long seconds) {
    return next.time.getEpochSecond() - time.getEpochSecond() == seconds
        && next.time.getNano() == time.getNano();
  }

  /** Digit by digit: a history of ten years has a hundred thousand of them. */
  private static Instant parseCanonicalTime(String text) {
    for (int i = 0; i < 19; i++) {
      char expected = "dddd-dd-ddTdd:dd:dd".charAt(i);
      char found = text.charAt(i);
      if (expected == 'd' ? found < '0' || found > '9' : found != expected) {
        return Instant.parse(text);
      }
    }
    LocalDate day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
    LocalTime time = LocalTime.of(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
    return Instant.ofEpochSecond(day.toEpochDay() * 86_400 + time.toSecondOfDay());
  }

  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
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
