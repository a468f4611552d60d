package lab;

import java.util.function.ToDoubleBiFunction;

/** Predictions that need no model; whatever does not beat them has no claim. */
public final class Baselines {
  private Baselines() {}

  public static Contestant zero() {
    return each("zero", (trial, t) -> 0.0);
  }

  /** The return of the last horizon goes on; 0 while there is no such horizon yet. */
  public static Contestant momentum() {
    return each(
        "momentum",
        (trial, t) -> t < trial.horizon() ? 0 : trial.series().change(t, trial.horizon()));
  }

  /** Mean of every target that has ended. */
  public static Contestant mean() {
    return new Contestant() {
      @Override
      public String name() {
        return "mean";
      }

      @Override
      public double[] predict(Trial trial) {
        return means(trial);
      }
    };
  }

  private static double[] means(Trial trial) {
    double[] means = new double[trial.size()];
    double sum = 0;
    int count = 0;
    for (int t = 0; t < trial.to(); t++) {
      if (t >= trial.horizon()) {
        sum += trial.series().change(t, trial.horizon());
        count++;
      }
      if (t >= trial.from()) {
        means[t - trial.from()] = count == 0 ? 0 : sum / count;
      }
    }
    return means;
  }

  private static Contestant each(String name, ToDoubleBiFunction<Trial, Integer> rule) {
    return new Contestant() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double[] predict(Trial trial) {
        double[] predictions = new double[trial.size()];
        for (int i = 0; i < predictions.length; i++) {
          predictions[i] = rule.applyAsDouble(trial, trial.from() + i);
        }
        return predictions;
      }
    };
  }
}
