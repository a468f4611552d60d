package features;

import java.util.BitSet;

/**
 * Median over a sliding window: all values are ranked once, and the middle of those in the window
 * moves by a rank or two at each step.
 */
final class RollingMedian {
  private final BitSet inWindow = new BitSet();
  private int size;

  /** Rank of the lower of the two middle values, and how many of the window lie below it. */
  private int middle;

  private int below;

  private RollingMedian() {}

  /** Median of the last {@code width} values, of fewer while there are fewer; NaN while one is. */
  static double[] of(double[] values, int width) {
    double[] sorted = new double[values.length];
    int[] ranks = Ranks.of(values, sorted);
    RollingMedian window = new RollingMedian();
    double[] medians = new double[values.length];
    int unknown = 0;
    for (int t = 0; t < values.length; t++) {
      unknown += Double.isNaN(values[t]) ? 1 : 0;
      window.put(ranks[t], true);
      if (t >= width) {
        unknown -= Double.isNaN(values[t - width]) ? 1 : 0;
        window.put(ranks[t - width], false);
      }
      medians[t] = unknown > 0 ? Double.NaN : window.median(sorted);
    }
    return medians;
  }

  private void put(int rank, boolean present) {
    inWindow.set(rank, present);
    size += present ? 1 : -1;
    if (rank < middle) {
      below += present ? 1 : -1;
    }
    int wanted = (size - 1) / 2;
    while (below > wanted) {
      middle = inWindow.previousSetBit(middle - 1);
      below--;
    }
    middle = inWindow.nextSetBit(middle);
    while (below < wanted) {
      middle = inWindow.nextSetBit(middle + 1);
      below++;
    }
  }

  private double median(double[] sorted) {
    double lower = sorted[middle];
    return size % 2 == 1 ? lower : (lower + sorted[inWindow.nextSetBit(middle + 1)]) / 2;
  }
}
