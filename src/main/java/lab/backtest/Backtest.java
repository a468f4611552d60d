package lab.backtest;

import domain.TopicSpec;
import features.PriceSeries;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lab.backtest.Scorecard.ScoredOrigins;
import lab.train.CandleHistory;
import lab.train.WalkForwardSchedule;

/**
 * A walk-forward comparison: every model predicts at every origin, one per bar, and is scored where
 * the realized return is known. There is no random split, because neighbouring bars share their
 * target.
 */
public record Backtest(BacktestRange trial, List<ModelResult> results) {
  /** One model's predictions, one per origin of the range, with its scores. */
  public record ModelResult(Scorecard scorecard, double[] predictions, List<String> warnings) {
    public String name() {
      return scorecard.name();
    }
  }

  public Backtest {
    results = List.copyOf(results);
  }

  /**
   * Runs the models over the range.
   *
   * @throws IllegalArgumentException if no origin's target has ended, or a prediction is not finite
   */
  public static Backtest run(BacktestRange range, List<BacktestModel> models) {
    int scored = range.scoredCount();
    if (scored == 0) {
      throw new IllegalArgumentException(
          "no origin's target ends inside the file; the horizon is "
              + range.history().span(range.horizon()));
    }
    double[] truths = realizedReturns(range, scored);
    ScoredOrigins origins =
        ScoredOrigins.of(truths, trailingDeviations(range, scored), blockLength(range));
    List<ModelResult> entries =
        IntStream.range(0, models.size())
            .parallel()
            .mapToObj(
                i -> {
                  double[] predictions = predictFinite(models.get(i), range);
                  String name = uniqueName(models, i);
                  Scorecard card = Scorecard.of(name, origins, predictions);
                  return new ModelResult(card, predictions, models.get(i).warnings(range));
                })
            .toList();
    return new Backtest(range, entries);
  }

  /** Pair, horizon and origins of the range in one sentence. */
  public String summary() {
    return "%d %s origins from %s to %s, %d of them with a known truth %s later"
        .formatted(
            trial.size(),
            trial.history().step().equals(TopicSpec.HOUR) ? "hourly" : "minute",
            trial.history().timeOfRow(trial.from()),
            trial.history().timeOfRow(trial.to() - 1),
            trial.scoredCount(),
            trial.history().span(trial.horizon()));
  }

  /** Origins per block of the bootstrap. */
  public int blockLength() {
    return blockLength(trial);
  }

  private static int blockLength(BacktestRange range) {
    return Math.max(WalkForwardSchedule.of(range.history()).block(), 2 * range.horizon());
  }

  /** Realized log-returns of the scored origins. */
  public double[] realizedReturns() {
    return realizedReturns(trial, trial.scoredCount());
  }

  private static double[] realizedReturns(BacktestRange range, int scored) {
    int first = range.from() + range.horizon();
    return Arrays.copyOfRange(range.ended(), first, first + scored);
  }

  /** Root mean square of the targets that ended within a year (of minutes: a week) before. */
  private static double[] trailingDeviations(BacktestRange range, int scored) {
    int horizon = range.horizon();
    int memory = WalkForwardSchedule.of(range.history()).memory();
    double[] squares = new double[range.to() + 1];
    for (int t = 0; t < range.to(); t++) {
      squares[t + 1] = squares[t] + range.ended()[t] * range.ended()[t];
    }
    double[] sigmas = new double[scored];
    for (int i = 0; i < scored; i++) {
      int t = range.from() + i + 1;
      int oldest = Math.max(horizon, t - memory);
      double mean = (squares[t] - squares[oldest]) / Math.max(1, t - oldest);
      sigmas[i] = Math.sqrt(Math.max(mean, 1e-16));
    }
    return sigmas;
  }

  private static String uniqueName(List<BacktestModel> models, int i) {
    String name = models.get(i).name();
    long before = models.stream().limit(i).filter(c -> c.name().equals(name)).count();
    return before == 0 ? name : name + " (" + (before + 1) + ")";
  }

  private static double[] predictFinite(BacktestModel model, BacktestRange range) {
    double[] predictions = model.predict(range);
    for (int i = 0; i < predictions.length; i++) {
      if (!Double.isFinite(predictions[i])) {
        throw new IllegalArgumentException(
            "%s answers %s at %s"
                .formatted(
                    model.name(), predictions[i], range.history().timeOfRow(range.from() + i)));
      }
    }
    return predictions;
  }

  /**
   * The origins of a backtest: rows {@code from} to {@code to} (exclusive) of a history. The target
   * of row t is the log-return over the horizon that follows; at row u it is known only if t +
   * horizon is at most u, and every fit keeps this embargo.
   *
   * @param ended target that ends at each row of the history, 0 before the first
   */
  public record BacktestRange(
      CandleHistory history, PriceSeries series, int horizon, int from, int to, double[] ended) {
    public BacktestRange {
      if (from < 0 || to > history.size() || from >= to || horizon < 1) {
        throw new IllegalArgumentException(
            "rows " + from + " to " + to + " of " + history.size() + ", horizon " + horizon);
      }
    }

    public static BacktestRange of(CandleHistory history, int horizon, int from, int to) {
      double[] ended = new double[history.size()];
      for (int t = horizon; t < ended.length; t++) {
        ended[t] = history.series().logReturn(t, horizon);
      }
      return new BacktestRange(history, history.series(), horizon, from, to, ended);
    }

    public int size() {
      return to - from;
    }

    /** Start times of the newest bar known at each origin. */
    Stream<Instant> origins() {
      return IntStream.range(from, to).mapToObj(history::timeOfRow);
    }

    /** Log-return over the horizon after row t; t + horizon must be inside the history. */
    public double realizedReturn(int t) {
      return ended[t + horizon];
    }

    /** Number of origins whose target has ended by the end of the history. */
    public int scoredCount() {
      return Math.max(0, Math.min(to, history.size() - horizon) - from);
    }
  }

  /** A model to compare. For row t it may use bars up to t and targets ended by t. */
  public interface BacktestModel {
    String name();

    /** Reasons why its scores over this range mean less than they seem to, one sentence each. */
    default List<String> warnings(BacktestRange range) {
      return List.of();
    }

    /** Log-returns, one per origin of the range. */
    double[] predict(BacktestRange range);
  }
}
