package features;

/** Places of numbers in ascending order. */
public final class Ranks {
  private static final int DIGIT_BITS = 16;
  private static final int DIGITS = 1 << DIGIT_BITS;

  private Ranks() {}

  /**
   * The place of each value; of equal ones the earlier comes first.
   *
   * @param sorted takes as many of the values as it has room for, in ascending order, NaN last
   */
  public static int[] of(double[] values, double[] sorted) {
    int[] order = order(values, sorted.length);
    int[] ranks = new int[order.length];
    for (int place = 0; place < order.length; place++) {
      ranks[order[place]] = place;
      sorted[place] = values[order[place]];
    }
    return ranks;
  }

  /** By a radix sort, which knows the place of each value without looking for it afterwards. */
  private static int[] order(double[] values, int count) {
    long[] keys = new long[count];
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      long bits = Double.doubleToLongBits(values[i]);
      // Unsigned, these are in the order of the numbers: the negative ones are turned round.
      keys[i] = bits ^ (bits >> 63 | Long.MIN_VALUE);
      order[i] = i;
    }
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      order = sortByDigit(keys, order, shift);
    }
    return order;
  }

  private static int[] sortByDigit(long[] keys, int[] order, int shift) {
    int[] places = new int[DIGITS + 1];
    for (long key : keys) {
      places[digit(key, shift) + 1]++;
    }
    for (int digit = 1; digit < DIGITS; digit++) {
      places[digit] += places[digit - 1];
    }
    int[] sorted = new int[order.length];
    for (int i : order) {
      sorted[places[digit(keys[i], shift)]++] = i;
    }
    return sorted;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & DIGITS - 1;
  }
}
