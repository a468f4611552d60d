package market.store;

import base.BoundedNumbers;

/** The cells of a line of candles, one after the other; a history has a hundred thousand lines. */
final class CandleLine {
  private static final int COLUMNS = 6;
  private static final int LONGEST = 500;

  /** Digits of a whole number, and powers of ten, that a double holds exactly. */
  private static final int EXACT = 15;

  private static final double[] POWERS = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private final String line;
  private int at;

  /**
   * @throws IllegalArgumentException when there are not six cells
   */
  CandleLine(String text) {
    line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    int commas = 0;
    for (int i = line.indexOf(','); i >= 0; i = line.indexOf(',', i + 1)) {
      commas++;
    }
    if (commas != COLUMNS - 1 || line.length() > LONGEST) {
      throw new IllegalArgumentException("not six columns");
    }
  }

  String nextText() {
    int end = line.indexOf(',', at);
    String text = line.substring(at, end < 0 ? line.length() : end);
    at += text.length() + 1;
    return text;
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
    for (; i < line.length() && line.charAt(i) != ','; i++) {
      char c = line.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + c - '0';
        count++;
      } else if (c == '.' && point < 0) {
        point = i;
      } else {
        return BoundedNumbers.parseDouble(nextText().strip());
      }
    }
    if (count == 0 || count > EXACT) {
      return BoundedNumbers.parseDouble(nextText().strip());
    }
    double power = POWERS[point < 0 ? 0 : i - point - 1];
    at = i + 1;
    return digits / power;
  }
}
