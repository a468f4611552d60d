package features;

/**
 * Unit-free features of the default predictor: how far the price has moved, measured in what it
 * usually moves. A market that has not moved for 30 days has no trend: 0, not a division by zero.
 */
final class Trend {
  private Trend() {}

  /** Return over {@code hours} in standard deviations of such a return. */
  static double momentum(Series s, int t, int hours) {
    return inSigmas(s.change(t, hours), s.sigma(t), hours);
  }

  /** Distance of the log price from its mean over {@code hours}, in the same unit. */
  static double trend(Series s, int t, int hours) {
    return inSigmas(s.log(t) - s.meanLog(t, hours), s.sigma(t), hours);
  }

  /** Volatility over {@code hours}, no larger than the past year's usual one. */
  static double sigma(Series s, int t, int hours) {
    return Math.min(s.sigma(t), s.usualSigma(t)) * Math.sqrt(hours);
  }

  private static double inSigmas(double move, double sigma, int hours) {
    return sigma > 0 ? move / (sigma * Math.sqrt(hours)) : 0;
  }
}
