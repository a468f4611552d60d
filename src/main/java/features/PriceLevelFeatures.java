package features;

/** The replaced project's features, so that its models keep working; they depend on price level. */
final class PriceLevelFeatures {
  private PriceLevelFeatures() {}

  /** Close over its moving average, less 1. */
  static double distanceFromMean(PriceSeries s, int t, int hours) {
    return s.close(t) / s.meanClose(t, hours) - 1;
  }

  /** The longer moving average over the shorter, less 1. */
  static double meanRatio(PriceSeries s, int t, int longer, int shorter) {
    return s.meanClose(t, longer) / s.meanClose(t, shorter) - 1;
  }

  /** Mean of the last {@code hours} volatilities over the present one, less 1. */
  static double volatilityRatio(PriceSeries s, int t, int hours) {
    double sum = 0;
    for (int i = t - hours + 1; i <= t; i++) {
      sum += s.returnDeviation(i, hours);
    }
    return sum / hours / (s.returnDeviation(t, hours) + 1e-8) - 1;
  }
}
