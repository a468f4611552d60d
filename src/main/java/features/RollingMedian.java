package features;

import java.util.Arrays;

/** Median over a sliding window, kept as a sorted array: exact, and quick at a year of hours. */
final class RollingMedian {
  private final double[] sorted;
  private int size;

  private RollingMedian(int width) {
    sorted = new double[width];
  }

  /** Median of the last {@code width} values, of fewer while there are fewer since {@code from}. */
  static double[] of(double[] values, int from, int width) {
    RollingMedian window = new RollingMedian(width);
    double[] medians = new double[values.length];
    for (int t = from; t < values.length; t++) {
      if (window.size == width) {
        window.remove(values[t - width]);
      }
      window.add(values[t]);
      medians[t] = window.median();
    }
    return medians;
  }

  private void add(double value) {
    int found = Arrays.binarySearch(sorted, 0, size, value);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, at, sorted, at + 1, size - at);
    sorted[at] = value;
    size++;
  }

  private void remove(double value) {
    int at = Arrays.binarySearch(sorted, 0, size, value);
    System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
    size--;
  }

  private double median() {
    double upper = sorted[size / 2];
    return size % 2 == 1 ? upper : (sorted[size / 2 - 1] + upper) / 2;
  }
}
