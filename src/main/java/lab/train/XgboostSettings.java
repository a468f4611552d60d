package lab.train;

/**
 * Settings of boosting, in XGBoost's own terms. The defaults learn little and slowly on purpose:
 * for weekly returns more freedom only overfits.
 *
 * @param earlyStopping rounds without gain on the last fifth of the rows until it stops; 0 for
 *     never
 */
public record XgboostSettings(
    int rounds,
    int depth,
    double eta,
    long seed,
    double lambda,
    double minChildWeight,
    double subsample,
    int earlyStopping) {
  public static final XgboostSettings DEFAULT = new XgboostSettings(300, 4, 0.05, 67);

  public XgboostSettings {
    if (rounds < 1 || depth < 1 || depth > 12 || !(eta > 0 && eta <= 1)) {
      throw new IllegalArgumentException(
          "rounds and depth must be at least 1, depth at most 12, eta above 0 and at most 1");
    }
    if (lambda < 0 || minChildWeight < 0 || !(subsample > 0 && subsample <= 1)) {
      throw new IllegalArgumentException(
          "lambda and min-child-weight must not be negative, subsample above 0 and at most 1");
    }
  }

  public XgboostSettings(int rounds, int depth, double eta, long seed) {
    this(rounds, depth, eta, seed, 1, 1, 0.8, 0);
  }

  public XgboostSettings withLambda(double other) {
    return new XgboostSettings(
        rounds, depth, eta, seed, other, minChildWeight, subsample, earlyStopping);
  }

  @Override
  public String toString() {
    return "%d rounds, depth %d, eta %s, seed %d, lambda %s, min_child_weight %s, subsample %s"
        .formatted(rounds, depth, eta, seed, lambda, minChildWeight, subsample);
  }
}
