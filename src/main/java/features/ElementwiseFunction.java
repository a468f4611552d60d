package features;

import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/**
 * What can be done with the values of one row; each stands beside the Python that does the same.
 */
enum ElementwiseFunction {
  ADD("(%s + %s)", 2, (a, b) -> a + b),
  SUBTRACT("(%s - %s)", 2, (a, b) -> a - b),
  MULTIPLY("(%s * %s)", 2, (a, b) -> a * b),
  DIVIDE("(%s / %s)", 2, (a, b) -> a / b),
  /** A market that stands still has no trend: 0, not a division by zero. */
  RATIO("_ratio(%s, %s)", 2, (a, b) -> b == 0 ? 0 : a / b),
  LEAST("np.minimum(%s, %s)", 2, Math::min),
  GREATEST("np.maximum(%s, %s)", 2, Math::max),
  LN("np.log(%s)", 1, (a, b) -> Math.log(a)),
  EXP("np.exp(%s)", 1, (a, b) -> Math.exp(a)),
  SQRT("np.sqrt(%s)", 1, (a, b) -> Math.sqrt(a)),
  ABS("np.abs(%s)", 1, (a, b) -> Math.abs(a)),
  TANH("np.tanh(%s)", 1, (a, b) -> Math.tanh(a)),
  SIN("np.sin(%s)", 1, (a, b) -> Math.sin(a)),
  COS("np.cos(%s)", 1, (a, b) -> Math.cos(a));

  private final String python;
  private final int arguments;
  private final DoubleBinaryOperator function;

  ElementwiseFunction(String python, int arguments, DoubleBinaryOperator function) {
    this.python = python;
    this.arguments = arguments;
    this.function = function;
  }

  double apply(double a, double b) {
    return function.applyAsDouble(a, b);
  }

  int arguments() {
    return arguments;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String python(Object... values) {
    return python.formatted(values);
  }
}
