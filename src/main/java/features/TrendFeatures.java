package features;

/**
 * Unit-free features of the default predictor: how far the price has moved, measured in what it
 * usually moves. A market that has not moved for 30 days has no trend: 0, not a division by zero.
 */
final class TrendFeatures {
  private TrendFeatures() {}

  /** Return over {@code hours} in standard deviations of such a return. */
  static double momentum(PriceSeries s, int t, int hours) {
    return inSigmas(s.logReturn(t, hours), s.sigma(t), hours);
  }

  /** Distance of the log price from its mean over {@code hours}, in the same unit. */
  static double trend(PriceSeries s, int t, int hours) {
    return inSigmas(s.logClose(t) - s.meanLogClose(t, hours), s.sigma(t), hours);
  }

  /** Volatility over {@code hours}, no larger than the past year's usual one. */
  static double sigma(PriceSeries s, int t, int hours) {
    return Math.min(s.sigma(t), s.medianSigma(t)) * Math.sqrt(hours);
  }

  private static double inSigmas(double move, double sigma, int hours) {
    return sigma > 0 ? move / (sigma * Math.sqrt(hours)) : 0;
  }
}
