package features;

/** The replaced project's features, so that its models keep working; they depend on price level. */
final class Levels {
  private Levels() {}

  /** Close over its moving average, less 1. */
  static double position(Series s, int t, int hours) {
    return s.close(t) / s.meanClose(t, hours) - 1;
  }

  /** The longer moving average over the shorter, less 1. */
  static double meanRatio(Series s, int t, int longer, int shorter) {
    return s.meanClose(t, longer) / s.meanClose(t, shorter) - 1;
  }

  /** Mean of the last {@code hours} volatilities over the present one, less 1. */
  static double volatilityRatio(Series s, int t, int hours) {
    double sum = 0;
    for (int i = t - hours + 1; i <= t; i++) {
      sum += s.deviation(i, hours);
    }
    return sum / hours / (s.deviation(t, hours) + 1e-8) - 1;
  }
}
