package lab.backtest;

import java.util.function.ToDoubleBiFunction;

/** Predictions that need no model; whatever does not beat them has no claim. */
public final class BaselineModels {
  private BaselineModels() {}

  public static BacktestModel zero() {
    return fromRule("zero", (trial, t) -> 0.0);
  }

  /** The return of the last horizon goes on; 0 while there is no such horizon yet. */
  public static BacktestModel momentum() {
    return fromRule(
        "momentum",
        (trial, t) -> t < trial.horizon() ? 0 : trial.series().logReturn(t, trial.horizon()));
  }

  /** Mean of every target that has ended. */
  public static BacktestModel mean() {
    return new BacktestModel() {
      @Override
      public String name() {
        return "mean";
      }

      @Override
      public double[] predict(BacktestRange trial) {
        return runningMeans(trial);
      }
    };
  }

  private static double[] runningMeans(BacktestRange trial) {
    double[] means = new double[trial.size()];
    double sum = 0;
    int count = 0;
    for (int t = 0; t < trial.to(); t++) {
      if (t >= trial.horizon()) {
        sum += trial.series().logReturn(t, trial.horizon());
        count++;
      }
      if (t >= trial.from()) {
        means[t - trial.from()] = count == 0 ? 0 : sum / count;
      }
    }
    return means;
  }

  private static BacktestModel fromRule(
      String name, ToDoubleBiFunction<BacktestRange, Integer> rule) {
    return new BacktestModel() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double[] predict(BacktestRange trial) {
        double[] predictions = new double[trial.size()];
        for (int i = 0; i < predictions.length; i++) {
          predictions[i] = rule.applyAsDouble(trial, trial.from() + i);
        }
        return predictions;
      }
    };
  }
}
