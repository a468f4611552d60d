package scoring;

import java.util.function.DoubleUnaryOperator;

/** Methods on numbers that are divided by the standard deviation. */
final class StandardizedLossFunctions {
  private static final double CZAR_D = 0.01 / Math.sqrt(3);
  private static final double Q = 1 + CZAR_D * CZAR_D;
  private static final double TAU = 0.05;

  private static final double ARC = Math.atan(CZAR_D);

  /** Cost of predicting 0 where the truth is one standard deviation. */
  private static final double AREA = Q * (Math.atan(1 + CZAR_D) - ARC);

  private static final double EXTRA =
      (-1 + Math.sqrt(1 + 4 * CZAR_D / Q * AREA)) / (2 * CZAR_D / Q);
  private static final double SOFTENED = EXTRA + CZAR_D / Q * EXTRA * EXTRA;
  private static final double LIMIT = TAU * Math.abs(1 - Q * (Math.PI / 2 - ARC) / SOFTENED);
  private static final double SOFTENING = base(0, ARC, EXTRA) / softPlus(1 / LIMIT);

  private StandardizedLossFunctions() {}

  static DoubleUnaryOperator powerTanh(double truth) {
    return new PowerTanh(truth, bend(truth));
  }

  /**
   * No lambda: a backtest makes one for every hour, and to make a lambda takes ten times as long.
   */
  private record PowerTanh(double truth, double bent) implements DoubleUnaryOperator {
    @Override
    public double applyAsDouble(double prediction) {
      double distance = 0.01 * (prediction - truth);
      return Math.abs(bent - bend(prediction)) + distance * distance * distance * distance;
    }
  }

  /** The power of 0.375, (1 - alpha) / 2, by roots: they are several times as quick. */
  private static double bend(double x) {
    double fourthRoot = Math.sqrt(Math.sqrt(1 + x * x));
    return x / (fourthRoot * Math.sqrt(fourthRoot));
  }

  /** Composite zero-agnostic returns, with the softening of its public example. */
  static DoubleUnaryOperator czar(double truth) {
    double size = Math.abs(truth);
    double arc = Math.atan(size + CZAR_D);
    double share = 1 - Q * (arc - ARC) / SOFTENED;
    double softening = softPlus(share / LIMIT) * SOFTENING;
    return new Czar(size, arc, softening, truth < 0);
  }

  private record Czar(double size, double arc, double softening, boolean negative)
      implements DoubleUnaryOperator {
    @Override
    public double applyAsDouble(double prediction) {
      return softening + base(size, arc, negative ? -prediction : prediction);
    }
  }

  /**
   * @param arc of the size
   * @param along the prediction in the truth's direction
   */
  private static double base(double size, double arc, double along) {
    if (along <= 0) {
      return 0.5 * Q * slope(CZAR_D) * along * along - along + Q * (arc - ARC);
    }
    if (along <= size) {
      return Q * (arc - Math.atan(along + CZAR_D));
    }
    double far = size + CZAR_D;
    double beyond = along - size;
    return 0.5 * Math.min(Q * slope(far), Q * slope(CZAR_D)) * beyond * beyond
        + Q / (1 + far * far) * beyond;
  }

  private static double slope(double x) {
    double square = 1 + x * x;
    return 2 * Math.abs(x) / (square * square);
  }

  private static double softPlus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
