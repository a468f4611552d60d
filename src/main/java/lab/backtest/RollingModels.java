package lab.backtest;

import features.FeatureSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import lab.train.RidgeRegression;
import lab.train.RidgeRegression.Moments;
import lab.train.XgboostJob;
import lab.train.XgboostProcess;
import lab.train.XgboostSettings;

/** Models that are refitted during the walk, on what was known by then. */
public final class RollingModels {
  private RollingModels() {}

  /**
   * The replaced project's method: a ridge on nine of its features, refitted every day on the last
   * 30 days of prices. For comparison only: it triples the squared error of zero.
   */
  public static final class RollingRidgeModel implements BacktestModel {
    private static final FeatureSet NINE =
        FeatureSet.of(
            List.of(
                "ret_1h",
                "ret_24h",
                "ma_24h",
                "ma_72h",
                "vol_24h",
                "price_pos_24h",
                "price_pos_72h",
                "ma_ratio_72_24",
                "exp_vol_ratio"));
    private static final int WINDOW = 720;
    private static final int REFIT = 24;
    private static final double PENALTY = 1;

    @Override
    public String name() {
      return "predecessor's ridge";
    }

    /** With a horizon as long as its window there is nothing to fit. */
    @Override
    public List<String> warnings(BacktestRange range) {
      int ended = Math.min(range.to() - 1, WINDOW - 1) - range.horizon();
      return ended > NINE.names().size()
          ? List.of()
          : List.of(
              "NOT FITTED: '%s' looks at %d hours, in which no target of %d hours has ended; its 0 is no prediction."
                  .formatted(name(), WINDOW, range.horizon()));
    }

    @Override
    public double[] predict(BacktestRange range) {
      int lead = NINE.minBars() - 1;
      int start = Math.max(lead, range.from() - WINDOW + 1);
      double[][] rows = NINE.rows(range.series(), start, range.to());
      double[] targets = new double[rows.length];
      for (int i = 0; i < targets.length && start + i + range.horizon() < range.to(); i++) {
        targets[i] = range.realizedReturn(start + i);
      }
      double[] predictions = new double[range.size()];
      Moments[] days = new Moments[rows.length / REFIT];
      Arrays.setAll(days, i -> Moments.of(rows, targets, i * REFIT, (i + 1) * REFIT));
      RidgeRegression ridge = null;
      for (int t = range.from(); t < range.to(); t++) {
        int ended = t - range.horizon() - start + 1;
        if ((t - range.from()) % REFIT == 0 && ended > NINE.names().size()) {
          int oldest = Math.max(0, t - WINDOW + 1 - start);
          ridge = moments(rows, targets, days, oldest, ended).fit(PENALTY);
        }
        predictions[t - range.from()] = ridge == null ? 0 : ridge.predict(rows[t - start]);
      }
      return predictions;
    }

    /** Of whole days, and of the rows beside them. */
    private static Moments moments(
        double[][] rows, double[] targets, Moments[] days, int from, int to) {
      int first = (from + REFIT - 1) / REFIT;
      int last = Math.max(first, to / REFIT);
      Moments sum = Moments.of(rows, targets, from, Math.min(to, first * REFIT));
      for (int day = first; day < last; day++) {
        sum.add(days[day]);
      }
      sum.add(Moments.of(rows, targets, Math.min(to, last * REFIT), to));
      return sum;
    }
  }

  /** Boosted trees, refitted at intervals on all targets that have ended by then. */
  public static final class RollingTreesModel implements BacktestModel {
    public static final int FOUR_WEEKS = 672;

    private final FeatureSet features;
    private final XgboostSettings settings;
    private final XgboostProcess boosting;
    private final int refit;

    /**
     * @param refit bars between two trainings
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
      int first = features.minBars(range.history().step()) - 1;
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

    /** Folds over all origins; the predictions before the first fold are 0. */
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
}
