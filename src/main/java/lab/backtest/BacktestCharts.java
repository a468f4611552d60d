package lab.backtest;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lab.backtest.BacktestHtmlReport.Deciles;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Four pictures of a backtest as PNG bytes, each thinned to what an eye can tell apart. */
final class BacktestCharts {
  private static final int POINTS = 700;
  private static final double FAR_BELOW_ZERO = -0.25;

  static {
    // A display that cannot be reached would otherwise fail the report.
    System.setProperty("java.awt.headless", "true");
  }

  private BacktestCharts() {}

  /** Each dot one origin. */
  static byte[] truthAgainstPrediction(Backtest backtest, Backtest.ModelResult entry) {
    double[] truths = backtest.realizedReturns();
    int step = downsampleStep(truths.length);
    double[] x = downsample(entry.predictions(), truths.length, step);
    double[] y = downsample(truths, truths.length, step);
    XYChart chart = chart("Truth against prediction: " + entry.name(), "prediction", "truth");
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(4).setLegendVisible(false);
    chart.addSeries(entry.name(), x, y);
    return toPng(chart);
  }

  /**
   * Squared error saved against zero so far. Those far below zero would hide the others: they go
   * along the bottom, and the legend says so.
   */
  static byte[] cumulativeGain(Backtest backtest) {
    double[] truths = backtest.realizedReturns();
    int step = downsampleStep(truths.length);
    XYChart chart = chart("Squared error saved against zero, cumulative", "origin", "sum");
    List<double[]> gains =
        backtest.results().stream()
            .map(it -> downsample(cumulativeGains(truths, it.predictions()), truths.length, step))
            .toList();
    double bottom = bottom(backtest, gains);
    for (int i = 0; i < gains.size(); i++) {
      Backtest.ModelResult entry = backtest.results().get(i);
      double[] gain = gains.get(i);
      double lowest = Arrays.stream(gain).min().orElse(0);
      String name = lowest < bottom ? entry.name() + " (leaves below)" : entry.name();
      double[] shown = Arrays.stream(gain).map(it -> Math.max(bottom, it)).toArray();
      chart
          .addSeries(name, dates(backtest, gain.length, step), boxed(shown))
          .setMarker(SeriesMarkers.NONE);
    }
    return toPng(chart);
  }

  /** Lowest point of those that are not far below zero. */
  private static double bottom(Backtest backtest, List<double[]> gains) {
    return IntStream.range(0, gains.size())
        .filter(i -> backtest.results().get(i).scorecard().skill().value() > FAR_BELOW_ZERO)
        .mapToObj(gains::get)
        .flatMapToDouble(Arrays::stream)
        .min()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Mean truth of each tenth of the predictions; on the diagonal they mean what they say. */
  static byte[] calibration(Backtest backtest, Backtest.ModelResult entry) {
    double[][] deciles = Deciles.meansByDecile(entry.predictions(), backtest.realizedReturns());
    XYChart chart = chart("Calibration by tenths: " + entry.name(), "prediction", "mean truth");
    chart.addSeries("tenths", deciles[0], deciles[1]);
    double[] ends = {deciles[0][0], deciles[0][deciles[0].length - 1]};
    chart.addSeries("as it should be", ends, ends).setMarker(SeriesMarkers.NONE);
    return toPng(chart);
  }

  /** Root mean square error of every calendar month. */
  static byte[] errorByMonth(Backtest backtest, Backtest.ModelResult entry) {
    MonthlyErrors months = MonthlyErrors.of(backtest, entry);
    XYChart chart = chart("Error by month: " + entry.name(), "month", "root mean square error");
    List<Date> dates = months.starts().stream().map(Date::from).toList();
    chart.addSeries(entry.name(), dates, months.errors()).setMarker(SeriesMarkers.NONE);
    chart
        .addSeries("the zero prediction", dates, months.zeroErrors())
        .setMarker(SeriesMarkers.NONE);
    return toPng(chart);
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder().width(1_000).height(420).title(title).xAxisTitle(x).build();
    chart.setYAxisTitle(y);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE).setChartTitleBoxVisible(false);
    chart.getStyler().setLegendLayout(LegendLayout.Vertical);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setDatePattern("yyyy-MM").setXAxisTickMarkSpacingHint(90);
    chart.getStyler().setDecimalPattern("0.####");
    return chart;
  }

  private static byte[] toPng(XYChart chart) {
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static List<Date> dates(Backtest backtest, int count, int step) {
    List<Date> dates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant time = backtest.trial().history().timeOfRow(backtest.trial().from() + i * step);
      dates.add(Date.from(time));
    }
    return dates;
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** Root mean square errors of a contestant and of zero, by calendar month (UTC). */
  record MonthlyErrors(List<Instant> starts, List<Double> errors, List<Double> zeroErrors) {
    static MonthlyErrors of(Backtest backtest, Backtest.ModelResult entry) {
      SortedMap<YearMonth, double[]> sums = new TreeMap<>();
      double[] truths = backtest.realizedReturns();
      for (int i = 0; i < truths.length; i++) {
        Instant time = backtest.trial().history().timeOfRow(backtest.trial().from() + i);
        double[] sum =
            sums.computeIfAbsent(YearMonth.from(time.atZone(ZoneOffset.UTC)), m -> new double[3]);
        double error = entry.predictions()[i] - truths[i];
        sum[0] += error * error;
        sum[1] += truths[i] * truths[i];
        sum[2]++;
      }
      return new MonthlyErrors(
          sums.keySet().stream().map(MonthlyErrors::startOfMonth).toList(),
          rootMeanSquares(sums, 0),
          rootMeanSquares(sums, 1));
    }

    private static Instant startOfMonth(YearMonth month) {
      return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static List<Double> rootMeanSquares(SortedMap<YearMonth, double[]> sums, int figure) {
      return sums.values().stream().map(sum -> Math.sqrt(sum[figure] / sum[2])).toList();
    }
  }
}
