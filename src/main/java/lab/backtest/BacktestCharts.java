package lab.backtest;

import domain.TopicSpec;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import lab.backtest.BacktestHtmlReport.Deciles;

/** Four charts of a backtest as SVG, each reduced to as many points as can be seen. */
final class BacktestCharts {
  private static final int POINTS = 700;
  private static final double FAR_BELOW_ZERO = -0.25;

  private BacktestCharts() {}

  /** Scatter chart with one dot per origin. */
  static String realizedAgainstPrediction(Backtest backtest, Backtest.ModelResult entry) {
    double[] truths = backtest.realizedReturns();
    int step = downsampleStep(truths.length);
    double[] x = downsample(entry.predictions(), truths.length, step);
    double[] y = downsample(truths, truths.length, step);
    String title = "Realized return against prediction: " + entry.name();
    return new SvgChart(title, "prediction", "realized return", false)
        .dots("one origin", x, y)
        .toSvg();
  }

  /**
   * Cumulative squared error saved against predicting zero. Models far below zero would flatten the
   * others, so they are drawn along the bottom and the legend says so.
   */
  static String cumulativeGain(Backtest backtest) {
    double[] truths = backtest.realizedReturns();
    int step = downsampleStep(truths.length);
    String title = "Squared error saved against zero, cumulative";
    SvgChart chart = new SvgChart(title, "origin", "sum", true);
    List<double[]> gains =
        backtest.results().stream()
            .map(it -> downsample(cumulativeGains(truths, it.predictions()), truths.length, step))
            .toList();
    double bottom = bottom(backtest, gains);
    double[] times = times(backtest, gains.get(0).length, step);
    for (int i = 0; i < gains.size(); i++) {
      String name = backtest.results().get(i).name();
      boolean leaves = Arrays.stream(gains.get(i)).anyMatch(it -> it < bottom);
      double[] shown = Arrays.stream(gains.get(i)).map(it -> Math.max(bottom, it)).toArray();
      chart.line(leaves ? name + " (leaves below)" : name, times, shown);
    }
    return chart.toSvg();
  }

  /** Lowest point of the curves that are not far below zero. */
  private static double bottom(Backtest backtest, List<double[]> gains) {
    return IntStream.range(0, gains.size())
        .filter(i -> backtest.results().get(i).scorecard().skill().value() > FAR_BELOW_ZERO)
        .mapToObj(gains::get)
        .flatMapToDouble(Arrays::stream)
        .min()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Mean realized return by decile of the predictions; a calibrated model lies on the diagonal. */
  static String calibration(Backtest backtest, Backtest.ModelResult entry) {
    double[][] deciles = Deciles.meansByDecile(entry.predictions(), backtest.realizedReturns());
    double[] ends = {deciles[0][0], deciles[0][deciles[0].length - 1]};
    String title = "Calibration by deciles: " + entry.name();
    return new SvgChart(title, "prediction", "mean realized return", false)
        .line("deciles", deciles[0], deciles[1])
        .line("calibrated", ends, ends)
        .toSvg();
  }

  /** Root mean square error of every calendar month, or of every day of minutes. */
  static String errorByPeriod(Backtest backtest, Backtest.ModelResult entry) {
    boolean byMonth = backtest.trial().history().step().equals(TopicSpec.HOUR);
    PeriodErrors periods = PeriodErrors.of(backtest, entry, byMonth);
    String period = byMonth ? "month" : "day";
    String title = "Error by " + period + ": " + entry.name();
    return new SvgChart(title, period, "root mean square error", true)
        .line(entry.name(), periods.starts(), periods.errors())
        .line("the zero prediction", periods.starts(), periods.zeroErrors())
        .toSvg();
  }

  private static double[] cumulativeGains(double[] truths, double[] predictions) {
    double[] gains = new double[truths.length];
    double sum = 0;
    for (int i = 0; i < gains.length; i++) {
      double error = predictions[i] - truths[i];
      sum += truths[i] * truths[i] - error * error;
      gains[i] = sum;
    }
    return gains;
  }

  private static int downsampleStep(int length) {
    return Math.max(1, length / POINTS);
  }

  private static double[] downsample(double[] values, int length, int step) {
    double[] thinned = new double[(length + step - 1) / step];
    for (int i = 0; i < thinned.length; i++) {
      thinned[i] = values[i * step];
    }
    return thinned;
  }

  private static double[] times(Backtest backtest, int count, int step) {
    return IntStream.range(0, count)
        .mapToObj(i -> backtest.trial().history().timeOfRow(backtest.trial().from() + i * step))
        .mapToDouble(Instant::getEpochSecond)
        .toArray();
  }

  /** Root mean square errors of a model and of zero, by calendar month or day (UTC). */
  record PeriodErrors(double[] starts, double[] errors, double[] zeroErrors) {
    static PeriodErrors of(Backtest backtest, Backtest.ModelResult entry, boolean byMonth) {
      List<double[]> periods = new ArrayList<>();
      double[] truths = backtest.realizedReturns();
      double[] period = null;
      Instant end = Instant.MIN;
      for (int i = 0; i < truths.length; i++) {
        Instant time = backtest.trial().history().timeOfRow(backtest.trial().from() + i);
        if (!time.isBefore(end)) {
          OffsetDateTime day = time.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
          OffsetDateTime begun = byMonth ? day.withDayOfMonth(1) : day;
          period = new double[] {begun.toEpochSecond(), 0, 0, 0};
          periods.add(period);
          end = (byMonth ? begun.plusMonths(1) : begun.plusDays(1)).toInstant();
        }
        double error = entry.predictions()[i] - truths[i];
        period[1] += error * error;
        period[2] += truths[i] * truths[i];
        period[3]++;
      }
      return new PeriodErrors(
          periods.stream().mapToDouble(it -> it[0]).toArray(),
          periods.stream().mapToDouble(it -> Math.sqrt(it[1] / it[3])).toArray(),
          periods.stream().mapToDouble(it -> Math.sqrt(it[2] / it[3])).toArray());
    }
  }
}
