package scoring;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Circular moving-block bootstrap over neighbouring origins, which share most of their target:
 * treating them as independent would make every interval far too narrow. Works on prefix sums, so a
 * draw costs one step per block.
 */
public final class BlockBootstrap {
  private static final int DRAWS = 2_000;

  private final int rows;
  private final int width;
  private final double[][] draws;
  private final double[] all;

  /**
   * @param columns one array per statistic, one value per origin
   * @param block origins per block
   */
  public BlockBootstrap(double[][] columns, int block, long seed) {
    rows = columns[0].length;
    width = columns.length;
    double[] sums = prefixSums(columns);
    all = new double[width];
    addRange(all, sums, 0, rows);
    int length = Math.min(block, rows);
    double[] blocks = blockSums(sums, length);
    Random random = new Random(seed);
    draws = new double[DRAWS][];
    for (int d = 0; d < DRAWS; d++) {
      draws[d] = resample(sums, blocks, length, random);
    }
  }

  /** A metric of the sums over all origins, with the middle 95 % of its redrawn values. */
  public IntervalEstimate estimate(ToDoubleFunction<double[]> metric) {
    double[] redrawn = Arrays.stream(draws).mapToDouble(metric).sorted().toArray();
    return new IntervalEstimate(
        metric.applyAsDouble(all), redrawn[DRAWS / 40], redrawn[DRAWS - 1 - DRAWS / 40]);
  }

  /** Sums over the block that begins at each origin and goes on at the first after the last. */
  private double[] blockSums(double[] sums, int block) {
    double[] all = new double[rows * width];
    double[] one = new double[width];
    for (int start = 0; start < rows; start++) {
      Arrays.fill(one, 0);
      addCircularRange(one, sums, start, start + block);
      System.arraycopy(one, 0, all, start * width, width);
    }
    return all;
  }

  private double[] resample(double[] sums, double[] blocks, int block, Random random) {
    double[] drawn = new double[width];
    int left = rows;
    for (; left >= block; left -= block) {
      int at = random.nextInt(rows) * width;
      for (int c = 0; c < width; c++) {
        drawn[c] += blocks[at + c];
      }
    }
    if (left > 0) {
      int start = random.nextInt(rows);
      addCircularRange(drawn, sums, start, start + left);
    }
    return drawn;
  }

  private void addCircularRange(double[] total, double[] sums, int start, int end) {
    addRange(total, sums, start, Math.min(end, rows));
    if (end > rows) {
      addRange(total, sums, 0, end - rows);
    }
  }

  /** Adds the sums over origins {@code from} to {@code to} (exclusive). */
  private void addRange(double[] total, double[] sums, int from, int to) {
    for (int c = 0; c < width; c++) {
      total[c] += sums[to * width + c] - sums[from * width + c];
    }
  }

  /** All columns side by side, so that a block touches two places in memory and not twenty. */
  private static double[] prefixSums(double[][] columns) {
    int width = columns.length;
    double[] sums = new double[(columns[0].length + 1) * width];
    for (int c = 0; c < width; c++) {
      for (int i = 0; i < columns[c].length; i++) {
        sums[(i + 1) * width + c] = sums[i * width + c] + columns[c][i];
      }
    }
    return sums;
  }

  /** A figure with its 95 % interval. */
  public record IntervalEstimate(double value, double low, double high) {}
}
