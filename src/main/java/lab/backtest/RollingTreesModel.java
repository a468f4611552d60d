package lab.backtest;

import features.FeatureSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import lab.train.XgboostJob;
import lab.train.XgboostProcess;
import lab.train.XgboostSettings;

/** Boosted trees refitted now and then on all targets that have ended by then. */
public final class RollingTreesModel implements BacktestModel {
  public static final int FOUR_WEEKS = 672;

  private final FeatureSet features;
  private final XgboostSettings settings;
  private final XgboostProcess boosting;
  private final int refit;

  /**
   * @param refit hours between two trainings
   */
  public RollingTreesModel(
      FeatureSet features, XgboostSettings settings, XgboostProcess boosting, int refit) {
    this.refit = refit;
    this.features = features;
    this.settings = settings;
    this.boosting = boosting;
  }

  @Override
  public String name() {
    return "boosted trees, refitted";
  }

  @Override
  public double[] predict(BacktestRange range) {
    int first = features.minBars() - 1;
    double[][] rows = features.rows(range.series(), first, range.to());
    double[] targets = new double[rows.length];
    for (int i = 0; first + i + range.horizon() < range.to(); i++) {
      targets[i] = range.realizedReturn(first + i);
    }
    List<XgboostJob.Fold> folds = folds(range, first);
    XgboostJob job =
        new XgboostJob(settings, XgboostJob.toFloats(rows), XgboostJob.toFloats(targets), folds);
    try {
      double[] answers = new double[range.size()];
      double[] fitted = boosting.run(job).predictions();
      System.arraycopy(fitted, 0, answers, answers.length - fitted.length, fitted.length);
      return answers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folds over all origins; before there is enough to train on, the answer is 0. */
  private List<XgboostJob.Fold> folds(BacktestRange range, int first) {
    List<XgboostJob.Fold> folds = new ArrayList<>();
    for (int t = range.from(); t < range.to(); t += refit) {
      int ended = t - range.horizon() - first + 1;
      if (ended > FOUR_WEEKS) {
        int end = Math.min(t + refit, range.to()) - first;
        folds.add(new XgboostJob.Fold(0, ended, t - first, end));
      }
    }
    return folds;
  }
}
