package lab.backtest;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import scoring.BlockBootstrap;
import scoring.BlockBootstrap.IntervalEstimate;
import scoring.LossFunction;

/**
 * Scores of a model over the origins whose realized return is known. Skill is 1 - MSE / MSE of
 * zero; the two changes are log10 of the network's loss relative to that of zero, below 0 being
 * better.
 *
 * @param direction share of right signs among predictions other than 0; NaN if there are none
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
  private static final double ROUNDING = 1e-12;

  /**
   * The realized returns against which every model is scored, and the losses of predicting zero
   * there.
   *
   * @param truths realized returns, one per origin
   * @param sigmas usual size of the return as known at the origin
   */
  record ScoredOrigins(
      double[] truths,
      double[] sigmas,
      BlockBootstrap bootstrap,
      BlockBootstrap.Resampled truthSums,
      OwnLoss czar,
      OwnLoss zptae) {
    /**
     * @param block origins per bootstrap block
     */
    static ScoredOrigins of(double[] truths, double[] sigmas, int block) {
      BlockBootstrap bootstrap = new BlockBootstrap(truths.length, block, 67);
      return new ScoredOrigins(
          truths,
          sigmas,
          bootstrap,
          bootstrap.resample(i -> truths[i] * truths[i], i -> truths[i]),
          OwnLoss.of("czar", truths, sigmas),
          OwnLoss.of("zptae", truths, sigmas));
    }
  }

  /**
   * Losses by one of the network's methods, in standard deviations.
   *
   * @param against loss of a prediction, for each origin's realized return
   * @param ofZero loss of predicting 0
   */
  private record OwnLoss(DoubleUnaryOperator[] against, double[] ofZero) {
    private static final double SMALLEST = 1e-9;

    static OwnLoss of(String method, double[] truths, double[] sigmas) {
      LossFunction loss = LossFunction.of(method, OptionalDouble.of(1)).orElseThrow();
      DoubleUnaryOperator[] against = new DoubleUnaryOperator[truths.length];
      double[] ofZero = new double[truths.length];
      for (int i = 0; i < truths.length; i++) {
        against[i] = loss.against(truths[i] / sigmas[i]);
        ofZero[i] = Math.max(SMALLEST, against[i].applyAsDouble(0));
      }
      return new OwnLoss(against, ofZero);
    }

    /** Logarithm to base ten of the loss over that of zero. */
    double logChange(int origin, double prediction) {
      if (prediction == 0) {
        return 0;
      }
      double own = against[origin].applyAsDouble(prediction);
      return Math.log10(Math.max(SMALLEST, own) / ofZero[origin]);
    }
  }

  /**
   * @param p predictions, one per origin at least
   */
  static Scorecard of(String name, ScoredOrigins origins, double[] p) {
    double[] y = origins.truths();
    int n = y.length;
    BlockBootstrap.Resampled sums =
        origins
            .bootstrap()
            .resample(
                origins.truthSums(),
                i -> (p[i] - y[i]) * (p[i] - y[i]),
                i -> p[i],
                i -> p[i] * p[i],
                i -> p[i] * y[i],
                i -> p[i] * y[i] > 0 ? 1 : 0,
                i -> p[i] * y[i] != 0 ? 1 : 0,
                i -> origins.czar().logChange(i, p[i] / origins.sigmas()[i]),
                i -> origins.zptae().logChange(i, p[i] / origins.sigmas()[i]));
    double[] s = sums.all();
    return new Scorecard(
        name,
        n,
        Math.sqrt(s[2] / n),
        IntStream.range(0, n).mapToDouble(i -> Math.abs(p[i] - y[i])).sum() / n,
        sums.estimate(it -> 1 - it[2] / it[0]),
        sums.estimate(it -> it[6] / it[7]),
        sums.estimate(Scorecard.correlation(n)),
        Math.sqrt(variance(s, n, 3, 4) / variance(s, n, 1, 0)),
        sums.estimate(it -> it[8] / n),
        sums.estimate(it -> it[9] / n));
  }

  private static ToDoubleFunction<double[]> correlation(int n) {
    return s -> {
      double variances = variance(s, n, 3, 4) * variance(s, n, 1, 0);
      return variances > 0 ? covariance(s, n) / Math.sqrt(variances) : Double.NaN;
    };
  }

  private static double covariance(double[] s, int n) {
    return s[5] / n - s[3] / n * (s[1] / n);
  }

  /** What rounding leaves of the variance of equal numbers is none. */
  private static double variance(double[] s, int n, int mean, int square) {
    double meanSquare = s[square] / n;
    double variance = meanSquare - s[mean] / n * (s[mean] / n);
    return variance > ROUNDING * meanSquare ? variance : 0;
  }
}
