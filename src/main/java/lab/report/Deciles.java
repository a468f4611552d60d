package lab.report;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Predictions in rising order, cut into ten groups of equal size. */
final class Deciles {
  private static final int GROUPS = 10;

  private Deciles() {}

  /** Mean prediction and mean truth of each group that is not empty. */
  static double[][] meansByDecile(double[] predictions, double[] truths) {
    int[] order =
        IntStream.range(0, truths.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> predictions[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int groups = Math.min(GROUPS, order.length);
    double[][] means = new double[2][groups];
    for (int g = 0; g < groups; g++) {
      int from = (int) ((long) order.length * g / groups);
      int to = (int) ((long) order.length * (g + 1) / groups);
      for (int i = from; i < to; i++) {
        means[0][g] += predictions[order[i]] / (to - from);
        means[1][g] += truths[order[i]] / (to - from);
      }
    }
    return means;
  }
}
