package chain;

import domain.Failure;
import domain.Reason;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Values as the chain writes them back. It signs for the re-encoded text, so any other spelling of
 * the same number fails its signature check.
 */
public final class Decimals {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?[0-9]{1,64}(\\.[0-9]{1,64})?([eE][+-]?[0-9]{1,4})?");
  private static final BigDecimal LARGEST = new BigDecimal("1E+40");
  private static final BigDecimal SMALLEST = new BigDecimal("1E-40");
  private static final int DIGITS = 34;

  private Decimals() {}

  /**
   * @throws Failure.Wait with reason GUARD if the text is no number, lies outside 1e-40 to 1e40, or
   *     has more than 34 significant digits
   */
  public static String canonical(String text) {
    BigDecimal number = parse(text);
    BigDecimal size = number.abs();
    if (number.signum() != 0 && (size.compareTo(SMALLEST) < 0 || size.compareTo(LARGEST) > 0)) {
      throw refused(text, "the chain takes zero and sizes from 1e-40 to 1e40");
    }
    if (number.stripTrailingZeros().precision() > DIGITS) {
      throw refused(text, "the chain computes with " + DIGITS + " digits");
    }
    return written(number);
  }

  /**
   * Sizes below 1e-40 become 0, which is what they mean.
   *
   * @throws Failure.Wait with reason GUARD if it is not finite or beyond 1e40
   */
  public static String canonical(double value) {
    if (!Double.isFinite(value)) {
      throw refused(Double.toString(value), "only finite numbers can be submitted");
    }
    BigDecimal number = BigDecimal.valueOf(value);
    return number.abs().compareTo(SMALLEST) < 0 ? "0" : canonical(number.toString());
  }

  static BigDecimal parse(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw refused(text, "it is not a decimal number");
    }
    return new BigDecimal(text);
  }

  static String written(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.toString();
  }

  private static Failure.Wait refused(String text, String why) {
    String shown = text.length() > 50 ? text.substring(0, 50) + "..." : text;
    return new Failure.Wait(
        Reason.GUARD, "value '" + shown + "' cannot be submitted: " + why + "; check the model");
  }
}
