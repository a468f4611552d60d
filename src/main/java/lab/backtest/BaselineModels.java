package lab.backtest;

import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;

/** Predictions that need no model; a model that does not beat them is useless. */
public final class BaselineModels {
  private BaselineModels() {}

  public static BacktestModel zero() {
    return fromRule("zero", (range, t) -> 0.0);
  }

  /** Predicts the return of the last horizon again; 0 before the first full horizon. */
  public static BacktestModel momentum() {
    return fromRule("momentum", (range, t) -> range.ended()[t]);
  }

  /** Predicts the mean of all targets that have ended. */
  public static BacktestModel mean() {
    return new BacktestModel() {
      @Override
      public String name() {
        return "mean";
      }

      @Override
      public double[] predict(BacktestRange range) {
        return runningMeans(range);
      }
    };
  }

  private static double[] runningMeans(BacktestRange range) {
    double[] means = new double[range.size()];
    double sum = 0;
    int count = 0;
    for (int t = 0; t < range.to(); t++) {
      if (t >= range.horizon()) {
        sum += range.ended()[t];
        count++;
      }
      if (t >= range.from()) {
        means[t - range.from()] = count == 0 ? 0 : sum / count;
      }
    }
    return means;
  }

  /** Predicts at row t from what is known there. */
  private interface Rule {
    double predict(BacktestRange range, int t);
  }

  private static BacktestModel fromRule(String name, Rule rule) {
    return new BacktestModel() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double[] predict(BacktestRange range) {
        double[] predictions = new double[range.size()];
        for (int i = 0; i < predictions.length; i++) {
          predictions[i] = rule.predict(range, range.from() + i);
        }
        return predictions;
      }
    };
  }
}
