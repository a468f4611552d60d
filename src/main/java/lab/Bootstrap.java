package lab;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Circular moving-block bootstrap over neighbouring origins, which share most of their target:
 * treating them as independent would make every interval far too narrow. Works on prefix sums, so a
 * draw costs one step per block.
 */
final class Bootstrap {
  private static final int DRAWS = 2_000;

  private final int rows;
  private final double[][] draws;
  private final double[] all;

  /**
   * @param columns one array per statistic, one value per origin
   * @param block origins per block
   */
  Bootstrap(double[][] columns, int block, long seed) {
    rows = columns[0].length;
    double[][] sums = new double[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      sums[c] = prefixes(columns[c]);
    }
    all = new double[columns.length];
    for (int c = 0; c < all.length; c++) {
      all[c] = sums[c][rows];
    }
    Random random = new Random(seed);
    draws = new double[DRAWS][];
    for (int d = 0; d < DRAWS; d++) {
      draws[d] = draw(sums, Math.min(block, rows), random);
    }
  }

  /** A metric of the sums over all origins, with the middle 95 % of its redrawn values. */
  Estimate estimate(ToDoubleFunction<double[]> metric) {
    double[] redrawn = Arrays.stream(draws).mapToDouble(metric).sorted().toArray();
    return new Estimate(
        metric.applyAsDouble(all), redrawn[DRAWS / 40], redrawn[DRAWS - 1 - DRAWS / 40]);
  }

  private double[] draw(double[][] sums, int block, Random random) {
    double[] drawn = new double[sums.length];
    for (int left = rows; left > 0; left -= block) {
      int start = random.nextInt(rows);
      int length = Math.min(block, left);
      for (int c = 0; c < drawn.length; c++) {
        drawn[c] += circular(sums[c], start, length);
      }
    }
    return drawn;
  }

  private double circular(double[] sums, int start, int length) {
    int end = start + length;
    return end <= rows ? sums[end] - sums[start] : sums[rows] - sums[start] + sums[end - rows];
  }

  private static double[] prefixes(double[] column) {
    double[] sums = new double[column.length + 1];
    for (int i = 0; i < column.length; i++) {
      sums[i + 1] = sums[i] + column[i];
    }
    return sums;
  }
}
