package market.store;

import base.BoundedNumbers;
import domain.market.Candle;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * The lines of a text of candles and their cells, one after the other, read from the bytes: a
 * history has a hundred thousand lines.
 */
final class CandleLine {
  private static final int COLUMNS = 6;
  private static final int LONGEST = 500;
  private static final int DAY = 86_400;

  /** As in {@code 2025-08-31T23:00:00Z}. */
  private static final int DATE_LETTERS = 10;

  private static final int TIME_LETTERS = 20;
  private static final byte[] FULL_MINUTE = ":00Z,".getBytes(StandardCharsets.US_ASCII);

  /** Digits of a whole number, and powers of ten, that a double holds exactly. */
  private static final int EXACT = 15;

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private final byte[] text;
  private int at;
  private int end;
  private int commas;

  /** Where a date stands, and when that day begins; most lines have the date of the line before. */
  private int dateAt = -1;

  private long midnight;

  CandleLine(byte[] text) {
    this.text = text;
    this.end = -1;
  }

  /** Goes on to the next line; false where there is none. */
  boolean next() {
    at = end + 1;
    commas = 0;
    for (end = at; end < text.length && text[end] != '\n'; end++) {
      commas += text[end] == ',' ? 1 : 0;
    }
    return at < text.length;
  }

  /** The rest of the line. */
  String rest() {
    return new String(text, at, end - at, StandardCharsets.UTF_8);
  }

  boolean isBlank() {
    return commas == 0 && rest().isBlank();
  }

  /**
   * @throws IllegalArgumentException when the line has not six cells
   */
  void requireSixCells() {
    if (commas != COLUMNS - 1 || end - at > LONGEST) {
      throw new IllegalArgumentException("not six columns");
    }
  }

  private String nextText() {
    int from = at;
    int to = endOfCell();
    at = to + 1;
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }

  private int endOfCell() {
    int last = end > at && text[end - 1] == '\r' ? end - 1 : end;
    int to = at;
    while (to < last && text[to] != ',') {
      to++;
    }
    return to;
  }

  /** The next cell as {@link Candle#parseTime} reads it. */
  Instant nextTime() {
    int from = at;
    int seconds = secondsOfSameDay();
    if (seconds >= 0) {
      at = from + TIME_LETTERS + 1;
      return Instant.ofEpochSecond(midnight + seconds);
    }
    Instant time = Candle.parseTime(nextText());
    if (at - from - 1 == TIME_LETTERS && text[from + TIME_LETTERS - 1] == 'Z') {
      dateAt = from;
      midnight = Math.floorDiv(time.getEpochSecond(), DAY) * DAY;
    }
    return time;
  }

  /** Below 0 where the cell is no full hour or minute of the day that was read last. */
  private int secondsOfSameDay() {
    boolean same =
        dateAt >= 0
            && at + TIME_LETTERS < end
            && Arrays.mismatch(text, at, at + DATE_LETTERS, text, dateAt, dateAt + DATE_LETTERS) < 0
            && Arrays.mismatch(text, at + 16, at + 21, FULL_MINUTE, 0, FULL_MINUTE.length) < 0
            && text[at + DATE_LETTERS] == 'T'
            && text[at + 13] == ':';
    if (!same) {
      return -1;
    }
    int hour = twoDigits(at + 11);
    int minute = twoDigits(at + 14);
    return hour < 0 || hour > 23 || minute < 0 || minute > 59 ? -1 : hour * 3_600 + minute * 60;
  }

  private int twoDigits(int from) {
    int tens = text[from] - '0';
    int ones = text[from + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones;
  }

  /**
   * The next cell as {@link BoundedNumbers#parseDouble} reads it. A plain decimal of few digits is
   * the quotient of two numbers that are exact, and so is rounded once.
   */
  double nextNumber() {
    long digits = 0;
    int count = 0;
    int point = -1;
    int i = at;
    for (; i < end && text[i] != ','; i++) {
      byte c = text[i];
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + c - '0';
        count++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else if (c != '\r' || i + 1 < end) {
        return BoundedNumbers.parseDouble(nextText().strip());
      } else {
        break;
      }
    }
    if (count == 0 || count > EXACT) {
      return BoundedNumbers.parseDouble(nextText().strip());
    }
    at = i + 1;
    return digits / POWERS[point < 0 ? 0 : i - point - 1];
  }
}
