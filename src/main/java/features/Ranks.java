package features;

import java.util.Arrays;

/** Places of numbers in ascending order. */
public final class Ranks {
  private Ranks() {}

  /**
   * The place of each value; of equal ones the earlier comes first.
   *
   * @param sorted takes as many of the values as it has room for, in ascending order, NaN last
   */
  public static int[] of(double[] values, double[] sorted) {
    System.arraycopy(values, 0, sorted, 0, sorted.length);
    Arrays.sort(sorted);
    int[] ranks = new int[sorted.length];
    int[] equal = new int[sorted.length];
    for (int i = 0; i < ranks.length; i++) {
      int first = firstPlace(sorted, values[i]);
      ranks[i] = first + equal[first]++;
    }
    return ranks;
  }

  private static int firstPlace(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int half = (low + high) >>> 1;
      if (Double.compare(sorted[half], value) < 0) {
        low = half + 1;
      } else {
        high = half;
      }
    }
    return low;
  }
}
