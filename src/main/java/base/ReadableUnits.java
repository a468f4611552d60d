package base;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Durations and amounts as people say them: the two largest units, ALLO beside uallo. */
public final class ReadableUnits {
  /** 1 ALLO is 10 to this power of uallo. */
  public static final int ALLO_DIGITS = 18;

  private ReadableUnits() {}

  /** {@code 271 d}, {@code 2 h 5 min}, {@code 40 s}; from ten days on whole days. */
  public static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds >= 10 * 86_400) {
      return seconds / 86_400 + " d";
    }
    if (seconds >= 86_400) {
      return twoUnits(seconds, 86_400, "d", 3_600, "h");
    }
    if (seconds >= 3_600) {
      return twoUnits(seconds, 3_600, "h", 60, "min");
    }
    return seconds >= 60 ? twoUnits(seconds, 60, "min", 1, "s") : seconds + " s";
  }

  /** {@code 168 h} or, where it is no whole hours, {@code 5 min}: a horizon in one unit. */
  public static String horizon(Duration horizon) {
    return horizon.toMinutesPart() == 0 ? horizon.toHours() + " h" : horizon.toMinutes() + " min";
  }

  private static String twoUnits(long seconds, long large, String name, long small, String rest) {
    long remainder = seconds % large / small;
    return seconds / large + " " + name + (remainder == 0 ? "" : " " + remainder + " " + rest);
  }

  /** {@code 1.25 ALLO (1250000000000000000 uallo)}; small amounts are not rounded away. */
  public static String amount(BigInteger uallo) {
    BigDecimal allo = new BigDecimal(uallo, ALLO_DIGITS).round(new MathContext(4));
    boolean tiny = allo.signum() != 0 && allo.precision() - allo.scale() < -5;
    String text =
        tiny ? String.format(Locale.ROOT, "%.2e", allo) : allo.stripTrailingZeros().toPlainString();
    return text + " ALLO (" + uallo + " uallo)";
  }
}
