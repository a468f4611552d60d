package base;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns text from outside into numbers. Length, digits and exponent are checked before anything is
 * parsed, because a short text such as {@code 1e300000000} has billions of digits once it is
 * rounded.
 */
public final class BoundedNumbers {
  private static final int MAX_LENGTH = 100;
  private static final int MAX_DIGITS = 60;
  private static final int MAX_EXPONENT = 60;

  /** A double is never expanded, so all of its own range may be written. */
  private static final int MAX_DOUBLE_EXPONENT = 400;

  private static final int SHOWN = 40;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE]([+-]?[0-9]+))?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?([0-9]+)");

  private BoundedNumbers() {}

  /** The text is no number, or one beyond the bounds. The message shows its beginning. */
  public static final class UnusableNumberException extends NumberFormatException {
    private UnusableNumberException(String text, String fault) {
      super("'" + shorten(text) + "' " + fault);
    }

    private static String shorten(String text) {
      String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
      return shown.replaceAll("\\p{Cntrl}", "?");
    }
  }

  /**
   * @throws UnusableNumberException if it is no decimal number or beyond the bounds
   */
  public static BigDecimal parseDecimal(String text) {
    checkDecimal(text, MAX_EXPONENT);
    return new BigDecimal(text);
  }

  /**
   * @throws UnusableNumberException if it is no whole number or beyond the bounds
   */
  public static BigInteger parseInteger(String text) {
    checkDigits(text, match(INTEGER, text, "is not a whole number").group(1));
    return new BigInteger(text);
  }

  /**
   * @throws UnusableNumberException as {@link #parseInteger}, or if it takes more than 64 bits
   */
  public static long parseLong(String text) {
    try {
      return parseInteger(text).longValueExact();
    } catch (ArithmeticException e) {
      throw new UnusableNumberException(text, "does not fit into 64 bits");
    }
  }

  /**
   * A finite double.
   *
   * @throws UnusableNumberException as {@link #parseDecimal}, or if it overflows
   */
  public static double parseDouble(String text) {
    checkDecimal(text, MAX_DOUBLE_EXPONENT);
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new UnusableNumberException(text, "overflows a double");
    }
    return value;
  }

  private static void checkDecimal(String text, int maxExponent) {
    Matcher number = match(DECIMAL, text, "is not a decimal number");
    checkDigits(text, number.group(1).replace(".", ""));
    String exponent = number.group(2);
    BigInteger bound = BigInteger.valueOf(maxExponent);
    if (exponent != null && new BigInteger(exponent).abs().compareTo(bound) > 0) {
      throw new UnusableNumberException(text, "has an exponent beyond " + maxExponent);
    }
  }

  private static Matcher match(Pattern form, String text, String fault) {
    if (text.length() > MAX_LENGTH) {
      throw new UnusableNumberException(text, "is longer than " + MAX_LENGTH + " characters");
    }
    Matcher number = form.matcher(text);
    if (!number.matches()) {
      throw new UnusableNumberException(text, fault);
    }
    return number;
  }

  private static void checkDigits(String text, String digits) {
    if (digits.length() > MAX_DIGITS) {
      throw new UnusableNumberException(text, "has more than " + MAX_DIGITS + " digits");
    }
  }
}
