package chain.model;

import domain.Failure;
import domain.FailureReason;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Values as the chain writes them back. It signs for the re-encoded text, so any other spelling of
 * the same number fails its signature check.
 */
public final class CanonicalDecimals {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,64}(\\.[0-9]{1,64})?([eE][+-]?[0-9]{1,4})?");
  private static final BigDecimal LARGEST = new BigDecimal("1E+40");
  private static final BigDecimal SMALLEST = new BigDecimal("1E-40");
  private static final int DIGITS = 34;

  private CanonicalDecimals() {}

  /**
   * @throws Failure.Retry with reason GUARD if the text is no number, lies outside 1e-40 to 1e40,
   *     or has more than 34 significant digits
   */
  public static String toCanonical(String text) {
    BigDecimal number = parse(text);
    BigDecimal size = number.abs();
    if (number.signum() != 0 && (size.compareTo(SMALLEST) < 0 || size.compareTo(LARGEST) > 0)) {
      throw notSubmittable(text, "the chain takes zero and sizes from 1e-40 to 1e40");
    }
    if (number.stripTrailingZeros().precision() > DIGITS) {
      throw notSubmittable(text, "the chain computes with " + DIGITS + " digits");
    }
    return format(number);
  }

  /**
   * Sizes below 1e-40 become 0, which is what they mean.
   *
   * @throws Failure.Retry with reason GUARD if it is not finite or beyond 1e40
   */
  public static String toCanonical(double value) {
    if (!Double.isFinite(value)) {
      throw notSubmittable(Double.toString(value), "only finite numbers can be submitted");
    }
    BigDecimal number = BigDecimal.valueOf(value);
    return number.abs().compareTo(SMALLEST) < 0 ? "0" : toCanonical(number.toString());
  }

  static BigDecimal parse(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw notSubmittable(text, "it is not a decimal number");
    }
    return new BigDecimal(text);
  }

  static String format(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.toString();
  }

  private static Failure.Retry notSubmittable(String text, String why) {
    String shown = text.length() > 50 ? text.substring(0, 50) + "..." : text;
    return new Failure.Retry(
        FailureReason.GUARD,
        "value '" + shown + "' cannot be submitted: " + why + "; check the model");
  }
}
