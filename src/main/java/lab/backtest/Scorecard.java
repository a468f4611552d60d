package lab.backtest;

import java.util.function.IntToDoubleFunction;

/**
 * How a contestant fared over the origins whose truth is known. Skill is 1 - MSE / MSE of zero; the
 * two changes are log10 of the network's loss against that of zero, below 0 being better.
 *
 * @param direction share of right signs where it gave one; NaN when it never did
 */
public record Scorecard(
    String name,
    int origins,
    double rmse,
    double mae,
    IntervalEstimate skill,
    IntervalEstimate direction,
    IntervalEstimate correlation,
    double sdRatio,
    IntervalEstimate czarChange,
    IntervalEstimate zptaeChange) {
  private static final CzarLoss CZAR = new CzarLoss(0.01);
  private static final double SMALLEST = 1e-9;
  private static final int COLUMNS = 11;

  /**
   * @param truths one per origin
   * @param predictions one per origin
   * @param sigmas usual size of the truth as known at the origin
   * @param block origins per bootstrap block
   */
  static Scorecard of(
      String name, double[] truths, double[] predictions, double[] sigmas, int block) {
    int n = truths.length;
    BlockBootstrap bootstrap = new BlockBootstrap(columns(truths, predictions, sigmas), block, 67);
    return new Scorecard(
        name,
        n,
        Math.sqrt(bootstrap.estimate(s -> s[0] / n).value()),
        bootstrap.estimate(s -> s[8] / n).value(),
        bootstrap.estimate(s -> 1 - s[0] / s[1]),
        bootstrap.estimate(s -> s[6] / s[7]),
        bootstrap.estimate(
            s -> covariance(s, n) / Math.sqrt(variance(s, n, 2, 4) * variance(s, n, 3, 1))),
        bootstrap.estimate(s -> Math.sqrt(variance(s, n, 2, 4) / variance(s, n, 3, 1))).value(),
        bootstrap.estimate(s -> s[9] / n),
        bootstrap.estimate(s -> s[10] / n));
  }

  private static double[][] columns(double[] y, double[] p, double[] sigma) {
    IntToDoubleFunction[] figures = {
      i -> (p[i] - y[i]) * (p[i] - y[i]),
      i -> y[i] * y[i],
      i -> p[i],
      i -> y[i],
      i -> p[i] * p[i],
      i -> p[i] * y[i],
      i -> p[i] * y[i] > 0 ? 1 : 0,
      i -> p[i] * y[i] != 0 ? 1 : 0,
      i -> Math.abs(p[i] - y[i]),
      i -> logLossChange(CZAR::loss, y[i], p[i], sigma[i]),
      i -> logLossChange(ZptaeLoss::loss, y[i], p[i], sigma[i])
    };
    double[][] columns = new double[COLUMNS][y.length];
    for (int c = 0; c < COLUMNS; c++) {
      for (int i = 0; i < y.length; i++) {
        columns[c][i] = figures[c].applyAsDouble(i);
      }
    }
    return columns;
  }

  private interface Loss {
    double of(double truth, double prediction, double sigma);
  }

  private static double logLossChange(Loss loss, double truth, double prediction, double sigma) {
    double own = Math.max(SMALLEST, loss.of(truth, prediction, sigma));
    return Math.log10(own / Math.max(SMALLEST, loss.of(truth, 0, sigma)));
  }

  private static double covariance(double[] s, int n) {
    return s[5] / n - s[2] / n * (s[3] / n);
  }

  private static double variance(double[] s, int n, int mean, int square) {
    return Math.max(0, s[square] / n - s[mean] / n * (s[mean] / n));
  }
}
