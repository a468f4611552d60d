package features;

import domain.TopicSpec;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A named number read from candles.
 *
 * @param name of the catalogue, or the whole definition {@code NAME = EXPRESSION} where it is the
 *     user's own: so an artifact carries what its inputs mean, and its schema hash covers it
 */
record Feature(String name, Expression expression) {
  private static final Pattern DEFINITION =
      Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]{0,60})\\s*=(.+)");

  /**
   * @throws IllegalArgumentException saying what of the definition cannot be read
   */
  static Feature define(String line) {
    Matcher parts = DEFINITION.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + line.strip() + "' is not NAME = EXPRESSION");
    }
    String text = parts.group(2).strip().replaceAll("\\s+", " ");
    try {
      return new Feature(parts.group(1) + " = " + text, ExpressionParser.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(parts.group(1) + " = " + text + ": " + e.getMessage(), e);
    }
  }

  static boolean isDefinition(String name) {
    return name.contains("=");
  }

  /** Without the definition: what a column is called. */
  static String columnOf(String name) {
    int end = name.indexOf('=');
    return end < 0 ? name : name.substring(0, end).stripTrailing();
  }

  /** Hourly rows worth having: with more of them the number stays the same. */
  int usefulBars() {
    return expression.reach(TopicSpec.HOUR) + 1;
  }
}
