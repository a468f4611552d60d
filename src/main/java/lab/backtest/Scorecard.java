package lab.backtest;

import java.util.function.IntToDoubleFunction;
import scoring.BlockBootstrap;
import scoring.BlockBootstrap.IntervalEstimate;

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

  /**
   * The network's z-transformed power-tanh absolute error: truth and prediction in standard
   * deviations, each squashed so that large moves count little, plus a term that punishes nonsense.
   */
  static final class ZptaeLoss {
    private ZptaeLoss() {}

    static double loss(double truth, double prediction, double sigma) {
      double difference = (prediction - truth) / sigma;
      double squashed = Math.abs(squash(prediction / sigma) - squash(truth / sigma));
      return squashed + Math.pow(0.01 * Math.abs(difference), 4);
    }

    private static double squash(double z) {
      return z / Math.pow(1 + z * z, 0.375);
    }
  }

  /**
   * The network's composite zero-agnostic loss of returns, in standard deviations. A wrong sign
   * costs steeply, too small a move costs what was left on the table, too large a one costs little;
   * a softening term that fades as the true move grows keeps zero from being a safe answer.
   *
   * <p>Written from the published definition. With the shift d = alpha / sqrt(3) its softening
   * scale cancels out: the softening of a true move of 0 equals the cost of answering 0 to a move
   * of eps.
   */
  static final class CzarLoss {
    private static final double EPSILON = 1;
    private static final double TAU = 0.05;

    private final double shift;
    private final double gain;
    private final double softening;
    private final double slope;

    /**
     * @param alpha weight of the quadratic part, above 0 and up to 1; the network's default is 0.01
     */
    CzarLoss(double alpha) {
      shift = alpha / Math.sqrt(3);
      gain = 1 + shift * shift;
      softening = costOfZero(EPSILON);
      double floor = 1 - gain * (Math.PI / 2 - Math.atan(shift)) / softening;
      slope = TAU * Math.abs(floor);
    }

    /** Loss of a prediction, both given in units of {@code sigma}, the usual size of the return. */
    double loss(double truth, double prediction, double sigma) {
      double size = Math.abs(truth) / sigma;
      double along = (truth < 0 ? -prediction : prediction) / sigma;
      double fading = softplus((1 - costOfZero(size) / softening) / slope) / softplus(1 / slope);
      return unsoftenedLoss(size, along) + softening * fading;
    }

    private double unsoftenedLoss(double size, double along) {
      double bend = 2 * shift / gain;
      if (along <= 0) {
        return bend * along * along / 2 - along + costOfZero(size);
      }
      if (along <= size) {
        return gain * (Math.atan(size + shift) - Math.atan(along + shift));
      }
      double over = along - size;
      double steep = 1 + (size + shift) * (size + shift);
      double tail = Math.min(bend, gain * 2 * (size + shift) / (steep * steep));
      return tail * over * over / 2 + gain / steep * over;
    }

    private double costOfZero(double size) {
      return gain * (Math.atan(size + shift) - Math.atan(shift));
    }

    private static double softplus(double x) {
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
  }
}
