package devnet.ledger;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decimal text as the chain writes it back; bundle signatures are checked over that form. */
public final class LedgerDecimal {
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?)(\\d+)(?:\\.(\\d*))?(?:[eE]([+-]?\\d{1,6}))?");
  private static final BigDecimal LIMIT = new BigDecimal("1e40");

  private LedgerDecimal() {}

  /**
   * @param bounded whether the emissions version refuses magnitudes outside 1e-40 to 1e40, and
   *     non-finite texts, while decoding
   */
  public static String canonical(String text, boolean bounded) {
    if (text.isEmpty()) {
      return "0";
    }
    Matcher parts = NUMBER.matcher(text);
    if (!parts.matches()) {
      return canonicalNonFinite(text, bounded);
    }
    String fraction = parts.group(3) == null ? "" : parts.group(3);
    String digits = (parts.group(2) + fraction).replaceFirst("^0+(?=\\d)", "");
    String power = parts.group(4) == null ? "0" : parts.group(4);
    int exponent = Integer.parseInt(power) - fraction.length();
    if (bounded && !digits.equals("0")) {
      checkBounds(digits, exponent);
    }
    return ("-".equals(parts.group(1)) ? "-" : "") + format(digits, exponent);
  }

  private static String format(String digits, int exponent) {
    int adjusted = exponent + digits.length() - 1;
    boolean zero = digits.equals("0");
    if (exponent <= 0 && (adjusted >= -6 || zero && exponent > -2000)) {
      return formatPlain(digits, -exponent);
    }
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "E" + (adjusted < 0 ? "" : "+") + adjusted;
  }

  private static String formatPlain(String digits, int scale) {
    if (scale == 0) {
      return digits;
    }
    String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())) + digits;
    int point = padded.length() - scale;
    return padded.substring(0, point) + "." + padded.substring(point);
  }

  private static void checkBounds(String digits, int exponent) {
    int adjusted = exponent + digits.length() - 1;
    if (adjusted < -40) {
      throw parseError("decimal cannot have higher precision than 40: value out of range");
    }
    if (adjusted > 40
        || adjusted == 40 && new BigDecimal(digits + "e" + exponent).compareTo(LIMIT) > 0) {
      throw parseError("decimal cannot be greater than ±1e40: value out of range");
    }
  }

  private static String canonicalNonFinite(String text, boolean bounded) {
    String word = text.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "");
    boolean nan = word.equals("nan") || word.equals("snan");
    if (!nan && !word.equals("inf") && !word.equals("infinity")) {
      throw parseError("math: parse decimal string `" + text + "`: invalid decimal string");
    }
    if (bounded) {
      throw parseError(nan ? "math: decimal is not a number" : "math: decimal is infinite");
    }
    return nan ? "NaN" : text.startsWith("-") ? "-Infinity" : "Infinity";
  }

  private static TxRejectedException parseError(String what) {
    return TxRejectedException.sdkError(2, what + ": tx parse error");
  }
}
