package features;

import base.BoundedNumbers;
import features.Expression.Binary;
import features.Expression.Constant;
import features.Expression.Field;
import features.Expression.Unary;
import features.Expression.Windowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the closed language of features: fields, numbers, windows, {@code + - * /} and functions.
 * What it does not know it refuses; nothing in it can loop, look ahead or ask anybody.
 */
final class ExpressionParser {
  static final List<String> FIELDS =
      List.of("open", "high", "low", "close", "volume", "known", "hour", "weekday");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(\\d+[dhm](?![A-Za-z0-9_]))|(\\d+\\.?\\d*(?:[eE][+-]?\\d+)?)|([A-Za-z_]\\w*)|([-+*/(),]))");
  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 40;

  private final List<String> tokens = new ArrayList<>();
  private int at;
  private int depth;

  private ExpressionParser(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " characters");
    }
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!token.find(end) || token.start() != end) {
        throw new IllegalArgumentException("cannot read '" + text.substring(end).strip() + "'");
      }
      tokens.add(token.group().strip());
      end = token.end();
    }
  }

  static Expression parse(String text) {
    ExpressionParser parser = new ExpressionParser(text);
    Expression whole = parser.sum();
    if (parser.at < parser.tokens.size()) {
      throw new IllegalArgumentException("nothing may follow before '" + parser.peek() + "'");
    }
    return whole;
  }

  private Expression sum() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("more than " + DEEPEST + " brackets deep");
    }
    Expression left = product();
    while (peek().equals("+") || peek().equals("-")) {
      RowFunction function = next().equals("+") ? RowFunction.ADD : RowFunction.SUBTRACT;
      left = new Binary(function, left, product());
    }
    depth--;
    return left;
  }

  private Expression product() {
    Expression left = factor();
    while (peek().equals("*") || peek().equals("/")) {
      RowFunction function = next().equals("*") ? RowFunction.MULTIPLY : RowFunction.DIVIDE;
      left = new Binary(function, left, factor());
    }
    return left;
  }

  private Expression factor() {
    String token = next();
    if (token.equals("-")) {
      return new Binary(RowFunction.SUBTRACT, new Constant(0), factor());
    }
    if (token.equals("(")) {
      Expression inner = sum();
      expect(")");
      return inner;
    }
    if (token.matches("\\d.*[dhm]")) {
      throw new IllegalArgumentException("the window " + token + " stands where a value should");
    }
    if (token.matches("\\d.*")) {
      return new Constant(BoundedNumbers.parseDouble(token));
    }
    return peek().equals("(") ? call(token) : field(token);
  }

  private static Expression field(String name) {
    if (name.equals("pi")) {
      return new Constant(Math.PI);
    }
    if (!FIELDS.contains(name)) {
      throw new IllegalArgumentException(
          "there is no field '" + name + "', only " + String.join(", ", FIELDS) + " and pi");
    }
    return new Field(name);
  }

  private Expression call(String name) {
    expect("(");
    Expression made =
        switch (name) {
          case "ret" -> {
            Expression of = sum();
            yield new Unary(RowFunction.LN, ratioToLag(RowFunction.DIVIDE, of, window()));
          }
          case "diff" -> {
            Expression of = sum();
            yield ratioToLag(RowFunction.SUBTRACT, of, window());
          }
          case "atr" -> averageTrueRange(duration());
          case "rangevol" -> rangeVolatility(duration());
          default -> plainCall(name);
        };
    expect(")");
    return made;
  }

  private Expression plainCall(String name) {
    for (WindowFunction function : WindowFunction.values()) {
      if (function.label().equals(name)) {
        Expression of = sum();
        Duration window = window();
        Duration atLeast = peek().equals(",") ? window() : null;
        return windowed(function, of, window, atLeast);
      }
    }
    for (RowFunction function : RowFunction.values()) {
      if (function.label().equals(name)) {
        Expression left = sum();
        if (function.arguments() == 1) {
          return new Unary(function, left);
        }
        expect(",");
        return new Binary(function, left, sum());
      }
    }
    throw new IllegalArgumentException(
        "there is no function '" + name + "'; there are " + String.join(", ", functions()));
  }

  private static List<String> functions() {
    List<String> names = new ArrayList<>(List.of("ret", "diff", "atr", "rangevol"));
    Arrays.stream(WindowFunction.values()).map(WindowFunction::label).forEach(names::add);
    Arrays.stream(RowFunction.values())
        .filter(it -> it.compareTo(RowFunction.DIVIDE) > 0)
        .map(RowFunction::label)
        .forEach(names::add);
    return names;
  }

  /** Stands twice in what is computed, so that nesting would double the work each time. */
  private static Expression ratioToLag(RowFunction function, Expression of, Duration window) {
    if (of.text().length() > LONGEST) {
      throw new IllegalArgumentException("ret and diff are nested too deep");
    }
    return new Binary(function, of, windowed(WindowFunction.LAG, of, window, null));
  }

  /** Mean of the spans that reach to the close before. */
  private static Expression averageTrueRange(Duration window) {
    Expression before = windowed(WindowFunction.LAG, new Field("close"), null, null);
    Expression top = new Binary(RowFunction.GREATEST, new Field("high"), before);
    Expression bottom = new Binary(RowFunction.LEAST, new Field("low"), before);
    Expression span = new Binary(RowFunction.SUBTRACT, top, bottom);
    return windowed(WindowFunction.MEAN, span, window, null);
  }

  /** Parkinson's: from highs and lows alone. */
  private static Expression rangeVolatility(Duration window) {
    Expression span =
        new Unary(
            RowFunction.LN, new Binary(RowFunction.DIVIDE, new Field("high"), new Field("low")));
    Expression square = new Binary(RowFunction.MULTIPLY, span, span);
    Expression mean = windowed(WindowFunction.MEAN, square, window, null);
    Expression scale = new Constant(4 * Math.log(2));
    return new Unary(RowFunction.SQRT, new Binary(RowFunction.DIVIDE, mean, scale));
  }

  private static Expression windowed(
      WindowFunction function, Expression of, Duration window, Duration atLeast) {
    boolean tooFew = atLeast != null && atLeast.compareTo(window) > 0;
    boolean fixed = function.rows(1) != 1 && atLeast != null;
    if (tooFew || fixed) {
      throw new IllegalArgumentException(
          function.label() + " takes no second window, or one no longer than the first");
    }
    return new Windowed(function, of, window, atLeast);
  }

  /** What a column was so many hours earlier. */
  static Expression lagged(Expression of, String hours) {
    Duration window = Duration.ofHours(BoundedNumbers.parseLong(hours));
    return windowed(WindowFunction.LAG, of, window, null);
  }

  private Duration window() {
    expect(",");
    return duration();
  }

  private Duration duration() {
    String token = next();
    if (!token.matches("[1-9]\\d{0,5}[dhm]")) {
      throw new IllegalArgumentException("'" + token + "' is no window such as 24h, 90m or 7d");
    }
    return Duration.parse((token.endsWith("d") ? "P" : "PT") + token.toUpperCase(Locale.ROOT));
  }

  static String toText(Duration window) {
    if (window == null) {
      return "1 bar";
    }
    return window.toMinutesPart() == 0 ? window.toHours() + "h" : window.toMinutes() + "m";
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() {
    if (at == tokens.size()) {
      throw new IllegalArgumentException("it ends too early");
    }
    return tokens.get(at++);
  }

  private void expect(String token) {
    if (!peek().equals(token)) {
      throw new IllegalArgumentException("'" + token + "' is missing before '" + peek() + "'");
    }
    at++;
  }
}
