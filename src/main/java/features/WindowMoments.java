package features;

/**
 * Sums over windows of many rows at once, each window put together from stretches of 1, 2, 4, 8,
 * ... rows. A value depends on the rows of its window alone, to the last bit: no running sum
 * drifts, and the row that is served is the row that was trained on.
 */
final class WindowMoments {
  private final double[] x;

  /** Of each stretch or window, the sum of the differences from its newest value. */
  private final double[] differences;

  /** And the sum of the squared distances from its mean. */
  private final double[] squares;

  private WindowMoments(double[] x) {
    this.x = x;
    this.differences = new double[x.length];
    this.squares = new double[x.length];
  }

  /** One number of a window. */
  interface Figure {
    /**
     * @param newest the window's last value
     * @param differences sum of the differences from it
     * @param squares sum of the squared distances from the mean
     */
    double of(double newest, double differences, double squares, int rows);
  }

  /**
   * Figures of the windows that end at row {@code skip} and after it.
   *
   * @param rows of a window; fewer where there are fewer before
   */
  static double[] values(double[] x, int skip, int rows, Figure figure) {
    WindowMoments windows = new WindowMoments(x);
    WindowMoments stretches = new WindowMoments(x);
    for (int length = 1; length <= Math.min(rows, x.length); length *= 2) {
      windows.addOlder(stretches, length, rows);
      stretches.doubleLength(length);
    }
    double[] values = new double[x.length - skip];
    for (int t = skip; t < x.length; t++) {
      values[t - skip] =
          figure.of(x[t], windows.differences[t], windows.squares[t], Math.min(rows, t + 1));
    }
    return values;
  }

  /** Each window takes the stretch that its length in binary says, before the shorter ones. */
  private void addOlder(WindowMoments stretches, int length, int rows) {
    for (int t = length - 1; t < Math.min(rows - 1, x.length); t++) {
      if (((t + 1) & length) != 0) {
        append(t, t, (t + 1) & (length - 1), stretches, length);
      }
    }
    if ((rows & length) != 0) {
      append(rows - 1, x.length - 1, rows & (length - 1), stretches, length);
    }
  }

  private void doubleLength(int length) {
    append(2 * length - 1, x.length - 1, length, this, length);
  }

  /**
   * Joins the {@code taken} rows that end at each of these with the {@code length} rows before
   * them; from the newest on, as a stretch is still needed as it was by those after it.
   */
  private void append(int from, int to, int taken, WindowMoments older, int length) {
    double perTaken = taken == 0 ? 0 : 1.0 / taken;
    double perOlder = 1.0 / length;
    double weight = (double) taken * length / (taken + length);
    for (int t = to; t >= from; t--) {
      int joint = t - taken;
      double step = x[joint] - x[t];
      double before = older.differences[joint];
      double gap = step + before * perOlder - differences[t] * perTaken;
      squares[t] += older.squares[joint] + gap * gap * weight;
      differences[t] += before + length * step;
    }
  }
}
