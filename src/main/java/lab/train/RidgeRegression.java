package lab.train;

import java.util.Arrays;

/**
 * Least squares with a penalty on the squared coefficients; the intercept is free. Inputs are not
 * scaled, so the penalty weighs most on those of small scale, as in the replaced project.
 */
public record RidgeRegression(double intercept, double[] coefficients) {
  private static final double LEAST = 1e-10;

  /**
   * Fits rows {@code from} to {@code to} (exclusive).
   *
   * @param penalty above 0
   */
  public static RidgeRegression fit(
      double[][] rows, double[] targets, int from, int to, double penalty) {
    return Moments.of(rows, targets, from, to).fit(penalty);
  }

  public double predict(double[] row) {
    return intercept + dot(coefficients, row);
  }

  /**
   * Cholesky's decomposition in place, of a symmetric matrix of which the upper half is read. Here,
   * and not by a library's, since a backtest has three thousand of nine columns to make.
   *
   * @throws IllegalArgumentException if the matrix is not positive definite
   */
  private static void decompose(double[][] upper) {
    for (int i = 0; i < upper.length; i++) {
      double[] row = upper[i];
      if (!(row[i] > LEAST)) {
        throw new IllegalArgumentException("the features' columns depend on one another");
      }
      row[i] = Math.sqrt(row[i]);
      double inverse = 1.0 / row[i];
      for (int q = upper.length - 1; q > i; q--) {
        row[q] *= inverse;
        for (int p = q; p < upper.length; p++) {
          upper[q][p] -= row[q] * row[p];
        }
      }
    }
  }

  /** Solves for the right side by the decomposed matrix: forwards, then backwards. */
  private static double[] solve(double[][] upper, double[] right) {
    double[] x = right.clone();
    for (int j = 0; j < x.length; j++) {
      x[j] /= upper[j][j];
      for (int i = j + 1; i < x.length; i++) {
        x[i] -= x[j] * upper[j][i];
      }
    }
    for (int j = x.length - 1; j >= 0; j--) {
      x[j] /= upper[j][j];
      for (int i = 0; i < j; i++) {
        x[i] -= x[j] * upper[i][j];
      }
    }
    return x;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** All that a fit needs to know of its rows; those of two stretches make those of both. */
  public static final class Moments {
    private int count;
    private final double[] mean;
    private double targetMean;

    /** Sums of products of distances from the means, below the diagonal. */
    private final double[][] gram;

    private final double[] moment;

    /** Room for the distances of one row, or of another's means. */
    private final double[] apart;

    private Moments(int width) {
      mean = new double[width];
      gram = new double[width][width];
      moment = new double[width];
      apart = new double[width];
    }

    /** Of rows {@code from} to {@code to} (exclusive). */
    public static Moments of(double[][] rows, double[] targets, int from, int to) {
      Moments made = new Moments(rows[0].length);
      made.count = to - from;
      if (from == to) {
        return made;
      }
      for (int t = from; t < to; t++) {
        for (int i = 0; i < made.mean.length; i++) {
          made.mean[i] += rows[t][i];
        }
      }
      for (int i = 0; i < made.mean.length; i++) {
        made.mean[i] /= made.count;
      }
      made.targetMean = Arrays.stream(targets, from, to).sum() / made.count;
      for (int t = from; t < to; t++) {
        for (int i = 0; i < made.apart.length; i++) {
          made.apart[i] = rows[t][i] - made.mean[i];
        }
        made.accumulate(targets[t] - made.targetMean, 1);
      }
      return made;
    }

    private void accumulate(double target, double weight) {
      double[] centred = apart;
      for (int i = 0; i < centred.length; i++) {
        double own = centred[i] * weight;
        double[] line = gram[i];
        moment[i] += own * target;
        for (int j = 0; j <= i; j++) {
          line[j] += own * centred[j];
        }
      }
    }

    /** Takes in what another stretch of rows holds. */
    public void add(Moments other) {
      if (other.count == 0) {
        return;
      }
      int sum = count + other.count;
      for (int i = 0; i < apart.length; i++) {
        apart[i] = other.mean[i] - mean[i];
        mean[i] += apart[i] * other.count / sum;
        moment[i] += other.moment[i];
        for (int j = 0; j <= i; j++) {
          gram[i][j] += other.gram[i][j];
        }
      }
      double targetApart = other.targetMean - targetMean;
      accumulate(targetApart, (double) count * other.count / sum);
      targetMean += targetApart * other.count / sum;
      count = sum;
    }

    /**
     * @param penalty above 0
     */
    public RidgeRegression fit(double penalty) {
      double[][] upper = new double[mean.length][mean.length];
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j <= i; j++) {
          upper[j][i] = gram[i][j];
        }
        upper[i][i] += penalty;
      }
      decompose(upper);
      double[] coefficients = solve(upper, moment);
      return new RidgeRegression(targetMean - dot(coefficients, mean), coefficients);
    }
  }
}
