package lab.backtest;

/**
 * The network's composite zero-agnostic loss of returns, in standard deviations. A wrong sign costs
 * steeply, too small a move costs what was left on the table, too large a one costs little; a
 * softening term that fades as the true move grows keeps zero from being a safe answer.
 *
 * <p>Written from the published definition. With the shift d = alpha / sqrt(3) its softening scale
 * cancels out: the softening of a true move of 0 equals the cost of answering 0 to a move of eps.
 */
final class CzarLoss {
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
