package lab.backtest;

/**
 * The network's z-transformed power-tanh absolute error: truth and prediction in standard
 * deviations, each squashed so that large moves count little, plus a term that punishes nonsense.
 */
final class ZptaeLoss {
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
