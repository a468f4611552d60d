package features;

/**
 * A named number read from closing prices.
 *
 * @param minBars rows needed, the row itself included
 * @param usefulBars rows worth having: with more of them the number stays the same
 * @param hourly whether the rows must be hours; a price is a price at any step
 */
record Feature(String name, int minBars, int usefulBars, boolean hourly, FeatureFunction function) {
  /** Reads row t of a series and nothing after it. */
  interface FeatureFunction {
    double compute(PriceSeries series, int t);
  }

  /** What is read from the newest row alone. */
  static Feature ofNewestBar(String name, FeatureFunction reading) {
    return new Feature(name, 1, 1, false, reading);
  }

  Feature(String name, int rows, FeatureFunction reading) {
    this(name, rows, rows, true, reading);
  }
}
