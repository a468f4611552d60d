package lab.report;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import lab.backtest.Backtest;

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
