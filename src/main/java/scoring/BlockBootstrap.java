package scoring;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * Circular moving-block bootstrap over neighbouring origins, which share most of their target:
 * treating them as independent would make every interval far too narrow. The blocks are drawn once
 * and serve every contestant; the sum over each is known beforehand, so a draw costs one step a
 * block.
 */
public final class BlockBootstrap {
  private static final int DRAWS = 2_000;

  private final int rows;
  private final int block;
  private final int blocks;

  /** First origin of each block of each draw; what is left over is one shorter block, the last. */
  private final int[] starts;

  /**
   * @param rows origins
   * @param block origins per block
   */
  public BlockBootstrap(int rows, int block, long seed) {
    this.rows = rows;
    this.block = Math.min(block, rows);
    this.blocks = (rows + this.block - 1) / this.block;
    this.starts = new int[DRAWS * blocks];
    Random random = new Random(seed);
    Arrays.setAll(starts, i -> random.nextInt(rows));
  }

  /**
   * Redraws the sums of columns.
   *
   * @param columns one array per statistic, one value per origin
   */
  public Resampled resample(double[]... columns) {
    return resample(
        Arrays.stream(columns)
            .map(it -> (IntToDoubleFunction) i -> it[i])
            .toArray(IntToDoubleFunction[]::new));
  }

  /**
   * The same of columns that are computed as they are read.
   *
   * @param columns value of each statistic by origin
   */
  public Resampled resample(IntToDoubleFunction... columns) {
    return resample(new Resampled(new double[0], new double[DRAWS][0]), columns);
  }

  /**
   * @param others come first, as they were drawn already
   */
  public Resampled resample(Resampled others, IntToDoubleFunction... columns) {
    int known = others.all.length;
    int width = known + columns.length;
    double[] all = Arrays.copyOf(others.all, width);
    double[][] draws = new double[DRAWS][];
    Arrays.setAll(draws, d -> Arrays.copyOf(others.draws[d], width));
    double[] sums = new double[rows + 1];
    double[] blockSums = new double[rows];
    for (int c = 0; c < columns.length; c++) {
      boolean constant = sum(columns[c], sums);
      all[known + c] = sums[rows];
      drawColumn(draws, known + c, constant ? null : blockSums, sums);
    }
    return new Resampled(all, draws);
  }

  /** Whether all values are the same. */
  private boolean sum(IntToDoubleFunction column, double[] sums) {
    double first = column.applyAsDouble(0);
    boolean constant = true;
    for (int i = 0; i < rows; i++) {
      double value = column.applyAsDouble(i);
      constant &= value == first;
      sums[i + 1] = sums[i] + value;
    }
    return constant;
  }

  /**
   * @param blockSums room for the sum of each block; null where all values are the same
   */
  private void drawColumn(double[][] draws, int column, double[] blockSums, double[] sums) {
    int whole = rows / block;
    for (int start = 0; blockSums != null && start < rows; start++) {
      blockSums[start] = circularSum(sums, start, block);
    }
    for (int d = 0; d < DRAWS; d++) {
      draws[d][column] =
          blockSums == null ? sums[rows] : drawSum(d * blocks, whole, blockSums, sums);
    }
  }

  private double drawSum(int first, int whole, double[] blockSums, double[] sums) {
    double sum = 0;
    for (int i = first; i < first + whole; i++) {
      sum += blockSums[starts[i]];
    }
    return whole == blocks
        ? sum
        : sum + circularSum(sums, starts[first + whole], rows - whole * block);
  }

  /** Over the origins from {@code start} on, going on at the first after the last. */
  private double circularSum(double[] sums, int start, int length) {
    int end = start + length;
    return end <= rows
        ? sums[end] - sums[start]
        : sums[rows] - sums[start] + (sums[end - rows] - sums[0]);
  }

  /**
   * Sums over all origins, and those of every draw.
   *
   * @param all one sum per column
   */
  public record Resampled(double[] all, double[][] draws) {
    /** A metric of the sums, with the middle 95 % of its redrawn values. */
    public IntervalEstimate estimate(ToDoubleFunction<double[]> metric) {
      double[] redrawn = Arrays.stream(draws).mapToDouble(metric).sorted().toArray();
      return new IntervalEstimate(
          metric.applyAsDouble(all), redrawn[DRAWS / 40], redrawn[DRAWS - 1 - DRAWS / 40]);
    }
  }

  /** A figure with its 95 % interval. */
  public record IntervalEstimate(double value, double low, double high) {}
}
