package features;

import java.time.Duration;

/**
 * A column computed from candles. Every value is a plain window that ends at its own row, so a row
 * does not depend on where the series begins or on what comes after.
 */
sealed interface Expression {
  /** Canonical form: equal columns have equal texts. */
  String text();

  /**
   * Rows before the first one that has a value.
   *
   * @throws IllegalArgumentException where a window is no whole number of bars of that length
   */
  int lead(Duration step);

  /** Rows further back than that make no difference. */
  int reach(Duration step);

  /** Values of rows {@code from} to {@code to} (exclusive); {@code from} is at least the lead. */
  double[] values(PriceSeries series, int from, int to);

  /**
   * A column of the candles, {@code known}, {@code hour} or {@code weekday}.
   *
   * @param pair whose candles; empty for the topic's own
   */
  record Field(String pair, String name) implements Expression {
    @Override
    public String text() {
      return pair.isEmpty() ? name : pair + "." + name;
    }

    @Override
    public int lead(Duration step) {
      return 0;
    }

    @Override
    public int reach(Duration step) {
      return 0;
    }

    @Override
    public double[] values(PriceSeries series, int from, int to) {
      return series.field(pair, name, from, to);
    }
  }

  /** A number. */
  record Constant(double value) implements Expression {
    @Override
    public String text() {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? Long.toString((long) value)
          : Double.toString(value);
    }

    @Override
    public int lead(Duration step) {
      return 0;
    }

    @Override
    public int reach(Duration step) {
      return 0;
    }

    @Override
    public double[] values(PriceSeries series, int from, int to) {
      double[] values = new double[to - from];
      java.util.Arrays.fill(values, value);
      return values;
    }
  }

  /** A function of one row's value. */
  record Unary(ElementwiseFunction function, Expression of) implements Expression {
    @Override
    public String text() {
      return function.label() + "(" + of.text() + ")";
    }

    @Override
    public int lead(Duration step) {
      return of.lead(step);
    }

    @Override
    public int reach(Duration step) {
      return of.reach(step);
    }

    @Override
    public double[] values(PriceSeries series, int from, int to) {
      double[] values = series.column(of, from, to);
      for (int i = 0; i < values.length; i++) {
        values[i] = function.apply(values[i], 0);
      }
      return values;
    }
  }

  /** A function of two values of one row. */
  record Binary(ElementwiseFunction function, Expression left, Expression right)
      implements Expression {
    @Override
    public String text() {
      return function.label() + "(" + left.text() + ", " + right.text() + ")";
    }

    @Override
    public int lead(Duration step) {
      return Math.max(left.lead(step), right.lead(step));
    }

    @Override
    public int reach(Duration step) {
      return Math.max(left.reach(step), right.reach(step));
    }

    @Override
    public double[] values(PriceSeries series, int from, int to) {
      double[] values = series.column(left, from, to);
      double[] others = series.shared(right, from, to);
      for (int i = 0; i < values.length; i++) {
        values[i] = function.apply(values[i], others[i]);
      }
      return values;
    }
  }

  /**
   * A function of the rows in a window.
   *
   * @param window null for a single bar
   * @param atLeast rows that suffice at the beginning of a history; null: all of the window
   */
  record Windowed(WindowFunction function, Expression of, Duration window, Duration atLeast)
      implements Expression {
    @Override
    public String text() {
      String least = atLeast == null ? "" : ", " + ExpressionParser.toText(atLeast);
      return function.label()
          + ("(" + of.text() + ", " + ExpressionParser.toText(window) + least + ")");
    }

    @Override
    public int lead(Duration step) {
      int rows = atLeast == null ? function.rows(bars(window, step)) : bars(atLeast, step);
      return of.lead(step) + rows - 1;
    }

    @Override
    public int reach(Duration step) {
      return Math.addExact(of.reach(step), function.rows(bars(window, step)) - 1);
    }

    @Override
    public double[] values(PriceSeries series, int from, int to) {
      int bars = bars(window, series.step());
      int rows = function.rows(bars);
      int first = of.lead(series.step());
      int oldest = Math.max(first, from - rows + 1);
      double[] inputs = series.shared(of, oldest, to);
      return function.values(inputs, from - oldest, rows, bars);
    }

    private static int bars(Duration window, Duration step) {
      if (window == null) {
        return 1;
      }
      // By whole seconds: a division of durations goes by way of big decimals.
      if (window.toSeconds() % step.toSeconds() != 0 || window.isZero()) {
        throw new IllegalArgumentException(
            "a window of %s is no whole number of candles of %s"
                .formatted(ExpressionParser.toText(window), ExpressionParser.toText(step)));
      }
      return Math.toIntExact(window.toSeconds() / step.toSeconds());
    }
  }
}
