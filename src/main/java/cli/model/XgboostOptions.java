package cli.model;

import lab.train.XgboostSettings;
import picocli.CommandLine.Option;

/** XGBoost's parameters under their usual names. */
public final class XgboostOptions {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "300",
      description = "xgboost (${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "4",
      description = "xgboost (${DEFAULT-VALUE})")
  private int depth;

  @Option(
      names = "--eta",
      paramLabel = "NUMBER",
      defaultValue = "0.05",
      description = "xgboost (${DEFAULT-VALUE})")
  private double eta;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "67",
      description = "xgboost (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--lambda",
      paramLabel = "NUMBER",
      description =
          "xgboost: shrinkage of leaves (chosen walking forward, the last year or week unseen)")
  private Double lambda;

  @Option(
      names = "--min-child-weight",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "xgboost: rows a leaf needs (${DEFAULT-VALUE})")
  private double minChildWeight;

  @Option(
      names = "--subsample",
      paramLabel = "SHARE",
      defaultValue = "0.8",
      description = "xgboost: share of rows each tree sees (${DEFAULT-VALUE})")
  private double subsample;

  @Option(
      names = "--early-stopping",
      defaultValue = "0",
      paramLabel = "ROUNDS",
      description = "xgboost: rounds without gain until it stops, 0 for never (${DEFAULT-VALUE})")
  private int earlyStopping;

  XgboostSettings settings() {
    return new XgboostSettings(
        rounds,
        depth,
        eta,
        seed,
        lambda == null ? 1 : lambda,
        minChildWeight,
        subsample,
        earlyStopping);
  }

  /** Whether no shrinkage of leaves is given. */
  boolean choosesLambda() {
    return lambda == null;
  }
}
