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

  /** Those that differ from pair to pair. */
  private static final List<String> PAIR_FIELDS = FIELDS.subList(0, 5);

  private static final Pattern OF_PAIR = Pattern.compile("(\\d*[a-z][a-z0-9]{4,19})\\.([a-z]+)");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:%s|(\\d+[dhm](?![A-Za-z0-9_]))|(\\d+\\.?\\d*(?:[eE][+-]?\\d+)?)|([A-Za-z_]\\w*)|([-+*/(),]))"
              .formatted(OF_PAIR));
  private static final Pattern WINDOW = Pattern.compile("[1-9]\\d{0,5}[dhm]");
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
      ElementwiseFunction function =
          next().equals("+") ? ElementwiseFunction.ADD : ElementwiseFunction.SUBTRACT;
      left = new Binary(function, left, product());
    }
    depth--;
    return left;
  }

  private Expression product() {
    Expression left = factor();
    while (peek().equals("*") || peek().equals("/")) {
      ElementwiseFunction function =
          next().equals("*") ? ElementwiseFunction.MULTIPLY : ElementwiseFunction.DIVIDE;
      left = new Binary(function, left, factor());
    }
    return left;
  }

  private Expression factor() {
    String token = next();
    if (token.equals("-")) {
      return new Binary(ElementwiseFunction.SUBTRACT, new Constant(0), factor());
    }
    if (token.equals("(")) {
      Expression inner = sum();
      expect(")");
      return inner;
    }
    Matcher ofPair = OF_PAIR.matcher(token);
    if (ofPair.matches()) {
      return columnOfPair(ofPair.group(1), ofPair.group(2));
    }
    boolean digit = !token.isEmpty() && Character.isDigit(token.charAt(0));
    if (digit && Character.isLetter(token.charAt(token.length() - 1))) {
      throw new IllegalArgumentException("the window " + token + " stands where a value should");
    }
    if (digit) {
      return new Constant(BoundedNumbers.parseDouble(token));
    }
    if (token.equals("atr") || token.equals("rangevol")) {
      return spanFunction("", token);
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
    return new Field("", name);
  }

  private Expression columnOfPair(String pair, String name) {
    if (peek().equals("(")) {
      return spanFunction(pair, name);
    }
    if (!PAIR_FIELDS.contains(name)) {
      throw new IllegalArgumentException(
          "there is no field '%s' of %s, only %s, atr(w) and rangevol(w)"
              .formatted(name, pair, String.join(", ", PAIR_FIELDS)));
    }
    return new Field(pair, name);
  }

  /** The pairs that an expression reads beside the topic's own. */
  static List<String> pairsIn(Expression expression) {
    Matcher ofPair = OF_PAIR.matcher(expression.text());
    return ofPair.results().map(it -> it.group(1)).distinct().toList();
  }

  private Expression call(String name) {
    expect("(");
    Expression made =
        switch (name) {
          case "ret" -> {
            Expression of = sum();
            yield new Unary(
                ElementwiseFunction.LN, ratioToLag(ElementwiseFunction.DIVIDE, of, window()));
          }
          case "diff" -> {
            Expression of = sum();
            yield ratioToLag(ElementwiseFunction.SUBTRACT, of, window());
          }
          default -> plainCall(name);
        };
    expect(")");
    return made;
  }

  /** What reads highs and lows of a pair. */
  private Expression spanFunction(String pair, String name) {
    expect("(");
    Expression made =
        switch (name) {
          case "atr" -> averageTrueRange(pair, duration());
          case "rangevol" -> rangeVolatility(pair, duration());
          default ->
              throw new IllegalArgumentException(
                  "%s.%s( is no function of a pair; only atr and rangevol are: write %2$s(%1$s.close, ...)"
                      .formatted(pair, name));
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
    for (ElementwiseFunction function : ElementwiseFunction.values()) {
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
    Arrays.stream(ElementwiseFunction.values())
        .filter(it -> it.compareTo(ElementwiseFunction.DIVIDE) > 0)
        .map(ElementwiseFunction::label)
        .forEach(names::add);
    return names;
  }

  /** Stands twice in what is computed, so that nesting would double the work each time. */
  private static Expression ratioToLag(
      ElementwiseFunction function, Expression of, Duration window) {
    if (of.text().length() > LONGEST) {
      throw new IllegalArgumentException("ret and diff are nested too deep");
    }
    return new Binary(function, of, windowed(WindowFunction.LAG, of, window, null));
  }

  /** Mean of the spans that reach to the close before. */
  private static Expression averageTrueRange(String pair, Duration window) {
    Expression before = windowed(WindowFunction.LAG, new Field(pair, "close"), null, null);
    Expression top = new Binary(ElementwiseFunction.GREATEST, new Field(pair, "high"), before);
    Expression bottom = new Binary(ElementwiseFunction.LEAST, new Field(pair, "low"), before);
    Expression span = new Binary(ElementwiseFunction.SUBTRACT, top, bottom);
    return windowed(WindowFunction.MEAN, span, window, null);
  }

  /** Parkinson's: from highs and lows alone. */
  private static Expression rangeVolatility(String pair, Duration window) {
    Expression span =
        new Unary(
            ElementwiseFunction.LN,
            new Binary(
                ElementwiseFunction.DIVIDE, new Field(pair, "high"), new Field(pair, "low")));
    Expression square = new Binary(ElementwiseFunction.MULTIPLY, span, span);
    Expression mean = windowed(WindowFunction.MEAN, square, window, null);
    Expression scale = new Constant(4 * Math.log(2));
    return new Unary(ElementwiseFunction.SQRT, new Binary(ElementwiseFunction.DIVIDE, mean, scale));
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

  /** What a column was so long before. */
  static Expression lagged(Expression of, Duration earlier) {
    return windowed(WindowFunction.LAG, of, earlier, null);
  }

  private Duration window() {
    expect(",");
    return duration();
  }

  private Duration duration() {
    String token = next();
    if (!WINDOW.matcher(token).matches()) {
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
