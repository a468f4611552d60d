package features;

/**
 * A named number read from closing prices.
 *
 * @param minBars rows needed, the row itself included
 * @param usefulBars rows worth having: with more of them the number stays the same
 */
record Feature(String name, int minBars, int usefulBars, FeatureFunction function) {
  /** Reads row t of a series and nothing after it. */
  interface FeatureFunction {
    double compute(PriceSeries series, int t);
  }

  Feature(String name, int rows, FeatureFunction reading) {
    this(name, rows, rows, reading);
  }
}
