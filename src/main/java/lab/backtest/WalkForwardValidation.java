package lab.backtest;

import domain.market.CandleSeries;
import features.FeatureSet;
import features.PriceSeries;
import inference.artifact.ModelManifest.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import lab.backtest.RollingModels.RollingTreesModel;
import lab.train.CandleHistory;
import lab.train.RidgeRegression;
import lab.train.RidgeTrainer;
import lab.train.TrainingSet;
import lab.train.WalkForwardSchedule;
import lab.train.XgboostProcess;
import lab.train.XgboostSettings;

/**
 * Scores a training method before an artifact is made with it: it walks forward through the same
 * rows, refitted on the targets that had ended. The penalty is chosen without the last year (of
 * minutes: the last week), which therefore stays a test.
 */
public final class WalkForwardValidation {
  private static final int MIN_HORIZONS = 20;

  /** Of fewer blocks the bootstrap draws nearly the same again and again: no interval at all. */
  private static final int MIN_BLOCKS = 5;

  private static final double[] PENALTIES = {0.1, 1, 10, 100};
  private static final double[] LAMBDAS = {1, 100, 1_000};

  private final CandleSeries candles;
  private final FeatureSet features;
  private final CandleHistory history;
  private final WalkForwardSchedule schedule;
  private final int horizon;
  private final int lead;
  private final int first;

  public WalkForwardValidation(CandleSeries candles, FeatureSet features, int horizon) {
    this.candles = candles;
    this.features = features;
    this.history = CandleHistory.of(candles);
    this.horizon = horizon;
    this.schedule = WalkForwardSchedule.of(history);
    this.lead = features.minBars(candles.step()) - 1;
    this.first = lead + Math.max(schedule.memory(), MIN_HORIZONS * horizon);
  }

  /** Scores of a ridge with this penalty, see {@link RidgeTrainer}. */
  public Evidence judgeRidge(double penalty) {
    return judge(new RefittedRidge(penalty), history.size());
  }

  public double choosePenalty(double otherwise) {
    return choose(PENALTIES, RefittedRidge::new, otherwise);
  }

  public Evidence judgeTrees(XgboostSettings settings, XgboostProcess boosting) {
    return judge(trees(settings, boosting), history.size());
  }

  public double chooseLambda(XgboostSettings settings, XgboostProcess boosting) {
    return choose(LAMBDAS, it -> trees(settings.withLambda(it), boosting), settings.lambda());
  }

  private BacktestModel trees(XgboostSettings settings, XgboostProcess boosting) {
    return new RollingTreesModel(features, settings, boosting, 2 * schedule.refit());
  }

  /**
   * What the history is too short for, in sentences.
   *
   * @param choosing what would be chosen walking forward; null where it is given
   */
  public List<String> shortcomings(String choosing) {
    List<String> all = new ArrayList<>();
    int judged = first + leastOrigins();
    if (history.size() < judged) {
      all.add(tooShort("judging it walking forward", judged));
    }
    if (choosing != null && history.size() < judged + schedule.memory()) {
      all.add(tooShort("choosing " + choosing, judged + schedule.memory()));
    }
    return all;
  }

  private int leastOrigins() {
    return Math.max(MIN_HORIZONS * horizon, MIN_BLOCKS * schedule.block());
  }

  private String tooShort(String what, int needed) {
    return "%s needs %d %ss, and there are %d"
        .formatted(what, needed, history.unit(), history.size());
  }

  /**
   * The value with the highest skill before the sealed end; {@code otherwise} if the history is too
   * short.
   */
  private double choose(double[] values, DoubleFunction<BacktestModel> model, double otherwise) {
    int end = history.size() - schedule.memory();
    if (end - first < leastOrigins()) {
      return otherwise;
    }
    return DoubleStream.of(values)
        .boxed()
        .max(Comparator.comparingDouble(it -> judge(model.apply(it), end).skill()))
        .orElse(otherwise);
  }

  private Evidence judge(BacktestModel model, int end) {
    if (end - first < leastOrigins()) {
      return Evidence.NONE;
    }
    CandleHistory seen = CandleHistory.of(candles.startingBefore(history.timeOfRow(end)));
    BacktestRange range = BacktestRange.of(seen, horizon, first, end);
    Scorecard card = Backtest.run(range, List.of(model)).results().get(0).scorecard();
    return new Evidence(
        card.skill().value(), card.skill().low(), card.skill().high(), card.origins());
  }

  /** A ridge refitted at intervals exactly as the artifact is fitted. */
  private final class RefittedRidge implements BacktestModel {
    private final double penalty;

    RefittedRidge(double penalty) {
      this.penalty = penalty;
    }

    @Override
    public String name() {
      return "ridge, refitted";
    }

    @Override
    public double[] predict(BacktestRange range) {
      int start = lead;
      PriceSeries series = range.series();
      double[][] rows = features.rows(series, start, range.to());
      double[] targets = new double[Math.max(0, rows.length - horizon)];
      Arrays.setAll(targets, i -> range.realizedReturn(start + i));
      double[] predictions = new double[range.size()];
      RidgeRegression ridge = null;
      for (int t = range.from(); t < range.to(); t++) {
        if ((t - range.from()) % schedule.refit() == 0) {
          int ended = t - horizon - start + 1;
          ridge = RidgeTrainer.fit(endedBy(rows, targets, ended), penalty);
        }
        predictions[t - range.from()] = ridge.predict(rows[t - start]);
      }
      return predictions;
    }

    private TrainingSet endedBy(double[][] rows, double[] targets, int ended) {
      return new TrainingSet(
          candles.pair(),
          candles.step(),
          horizon,
          features,
          Arrays.copyOf(rows, ended),
          Arrays.copyOf(targets, ended),
          history.first(),
          history.first());
    }
  }
}
