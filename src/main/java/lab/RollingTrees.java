package lab;

import features.FeatureSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Boosted trees refitted every four weeks on all targets that have ended by then. */
public final class RollingTrees implements Contestant {
  private static final int REFIT = 672;

  private final FeatureSet features;
  private final BoostSettings settings;
  private final Boosting boosting;

  public RollingTrees(FeatureSet features, BoostSettings settings, Boosting boosting) {
    this.features = features;
    this.settings = settings;
    this.boosting = boosting;
  }

  @Override
  public String name() {
    return "boosted trees, refitted";
  }

  @Override
  public double[] predict(Trial trial) {
    int first = features.minimum() - 1;
    double[][] rows = features.rows(trial.series(), first, trial.to());
    double[] targets = new double[rows.length];
    for (int i = 0; first + i + trial.horizon() < trial.to(); i++) {
      targets[i] = trial.target(first + i);
    }
    List<BoostJob.Fold> folds = folds(trial, first);
    BoostJob job = new BoostJob(settings, BoostJob.narrow(rows), BoostJob.narrow(targets), folds);
    try {
      double[] answers = new double[trial.size()];
      double[] fitted = boosting.run(job).answers();
      System.arraycopy(fitted, 0, answers, answers.length - fitted.length, fitted.length);
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folds over all origins; before there is enough to train on, the answer is 0. */
  private static List<BoostJob.Fold> folds(Trial trial, int first) {
    List<BoostJob.Fold> folds = new ArrayList<>();
    for (int t = trial.from(); t < trial.to(); t += REFIT) {
      int ended = t - trial.horizon() - first + 1;
      if (ended > REFIT) {
        int end = Math.min(t + REFIT, trial.to()) - first;
        folds.add(new BoostJob.Fold(0, ended, t - first, end));
      }
    }
    return folds;
  }
}
