package features;

/**
 * A named number read from closing prices.
 *
 * @param minimum rows needed, the row itself included
 * @param history rows worth having: with more of them the number stays the same
 */
record Feature(String name, int minimum, int history, Reading reading) {
  /** Reads row t of a series and nothing after it. */
  interface Reading {
    double at(Series series, int t);
  }

  Feature(String name, int rows, Reading reading) {
    this(name, rows, rows, reading);
  }
}
