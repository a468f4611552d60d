package lab.train;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Least squares with a penalty on the squared coefficients; the intercept is free. Inputs are taken
 * as they are, so the penalty weighs most on those of small scale, as in the replaced project.
 */
public record RidgeRegression(double intercept, double[] coefficients) {
  /**
   * Fits rows {@code from} to {@code to} (exclusive).
   *
   * @param penalty above 0
   */
  public static RidgeRegression fit(
      double[][] rows, double[] targets, int from, int to, double penalty) {
    int width = rows[from].length;
    double[] mean = columnMeans(rows, from, to);
    double targetMean = Arrays.stream(targets, from, to).sum() / (to - from);
    double[][] gram = new double[width][width];
    double[] moment = new double[width];
    double[] centred = new double[width];
    for (int t = from; t < to; t++) {
      for (int i = 0; i < width; i++) {
        centred[i] = rows[t][i] - mean[i];
      }
      accumulate(gram, moment, centred, targets[t] - targetMean);
    }
    double[] coefficients = solve(gram, moment, penalty);
    return new RidgeRegression(targetMean - dot(coefficients, mean), coefficients);
  }

  public double predict(double[] row) {
    return intercept + dot(coefficients, row);
  }

  private static double[] columnMeans(double[][] rows, int from, int to) {
    double[] means = new double[rows[from].length];
    for (int t = from; t < to; t++) {
      double[] row = rows[t];
      for (int i = 0; i < means.length; i++) {
        means[i] += row[i];
      }
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= to - from;
    }
    return means;
  }

  private static void accumulate(
      double[][] gram, double[] moment, double[] centred, double target) {
    for (int i = 0; i < centred.length; i++) {
      double own = centred[i];
      double[] line = gram[i];
      moment[i] += own * target;
      for (int j = 0; j <= i; j++) {
        line[j] += own * centred[j];
      }
    }
  }

  private static double[] solve(double[][] gram, double[] moment, double penalty) {
    for (int i = 0; i < gram.length; i++) {
      gram[i][i] += penalty;
      for (int j = 0; j < i; j++) {
        gram[j][i] = gram[i][j];
      }
    }
    return new CholeskyDecomposition(new Array2DRowRealMatrix(gram, false))
        .getSolver()
        .solve(new ArrayRealVector(moment, false))
        .toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
