package features;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Median over a sliding window, kept sorted in short runs: exact, and quick at a year of hours. */
final class RollingMedian {
  private static final int LONGEST = 256;

  private final List<Run> runs = new ArrayList<>(List.of(new Run(new double[LONGEST], 0)));
  private int size;
  private int unknown;

  private RollingMedian() {}

  /** Ascending values, none above the next run's. */
  private static final class Run {
    private final double[] values;
    private int length;

    Run(double[] values, int length) {
      this.values = values;
      this.length = length;
    }

    double last() {
      return values[length - 1];
    }
  }

  /**
   * Median of the last {@code width} values, of fewer while there are fewer since {@code from}; NaN
   * while one of them is.
   */
  static double[] of(double[] values, int from, int width) {
    RollingMedian window = new RollingMedian();
    double[] medians = new double[values.length];
    for (int t = from; t < values.length; t++) {
      if (window.size + window.unknown == width) {
        window.remove(values[t - width]);
      }
      window.add(values[t]);
      medians[t] = window.median();
    }
    return medians;
  }

  private void add(double value) {
    if (Double.isNaN(value)) {
      unknown++;
      return;
    }
    int number = runFor(value);
    Run run = runs.get(number);
    if (run.length == LONGEST) {
      int half = LONGEST / 2;
      double[] upper = Arrays.copyOf(Arrays.copyOfRange(run.values, half, LONGEST), LONGEST);
      run.length = half;
      runs.add(number + 1, new Run(upper, LONGEST - half));
      run = Double.compare(value, run.last()) <= 0 ? run : runs.get(number + 1);
    }
    int found = Arrays.binarySearch(run.values, 0, run.length, value);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(run.values, at, run.values, at + 1, run.length - at);
    run.values[at] = value;
    run.length++;
    size++;
  }

  private void remove(double value) {
    if (Double.isNaN(value)) {
      unknown--;
      return;
    }
    int number = runFor(value);
    Run run = runs.get(number);
    int at = Arrays.binarySearch(run.values, 0, run.length, value);
    System.arraycopy(run.values, at + 1, run.values, at, run.length - at - 1);
    run.length--;
    size--;
    if (run.length == 0 && runs.size() > 1) {
      runs.remove(number);
    }
  }

  /** The first run that reaches the value, or the last of all. */
  private int runFor(double value) {
    int number = 0;
    while (number < runs.size() - 1 && Double.compare(runs.get(number).last(), value) < 0) {
      number++;
    }
    return number;
  }

  private double median() {
    if (unknown > 0) {
      return Double.NaN;
    }
    double upper = ranked(size / 2);
    return size % 2 == 1 ? upper : (ranked(size / 2 - 1) + upper) / 2;
  }

  private double ranked(int rank) {
    int left = rank;
    int number = 0;
    while (left >= runs.get(number).length) {
      left -= runs.get(number).length;
      number++;
    }
    return runs.get(number).values[left];
  }
}
