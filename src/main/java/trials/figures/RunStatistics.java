package trials.figures;

import faults.ScenarioResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The runs of one scenario under several seeds, with their common statistics. */
record RunStatistics(List<ScenarioResult> runs) {
  RunStatistics {
    runs = List.copyOf(runs);
  }

  String title() {
    return runs.get(0).scenario().title();
  }

  long sum(ToLongFunction<ScenarioResult> part) {
    return runs.stream().mapToLong(part).sum();
  }

  int topics() {
    return runs.get(0).scenario().setup().network().topics().size();
  }

  long windows() {
    return sum(ScenarioResult::windows);
  }

  long accepted() {
    return sum(ScenarioResult::acceptedCount);
  }

  /** Share of accepted windows, in percent. */
  double acceptedRate() {
    return 100.0 * accepted() / Math.max(1, windows());
  }

  /** Share of accepted windows by seed, in percent. */
  String acceptedRatesBySeed() {
    List<String> rates =
        runs.stream()
            .map(it -> formatPercent(100.0 * it.acceptedCount() / Math.max(1, it.windows())))
            .toList();
    return String.join(" / ", rates);
  }

  boolean targetsMet() {
    return runs.stream().allMatch(ScenarioResult::passed);
  }

  Duration duration() {
    return Duration.ofMillis(sum(it -> it.duration().toMillis()));
  }

  String correctRows() {
    return sum(ScenarioResult::correctRows) + " of " + sum(ScenarioResult::comparedRows);
  }

  /** Quantiles 50, 95 and 99 of the blocks from opening to inclusion. */
  String blockQuantiles() {
    return quantiles(it -> it.blocksToInclusion().stream().map(Long::doubleValue).toList());
  }

  /** Quantiles 50, 95 and 99 of the chain seconds from opening to inclusion. */
  String secondQuantiles() {
    return quantiles(ScenarioResult::secondsToInclusion);
  }

  double median(Function<ScenarioResult, List<Double>> part) {
    return quantile(sorted(part), 50);
  }

  /** Included transactions per accepted window. */
  String transactionsPerAccepted() {
    return perAccepted(BigInteger.valueOf(sum(ScenarioResult::included)), 3);
  }

  /** Fees in uallo per accepted window, those of failed transactions included. */
  String feesPerAccepted() {
    return perAccepted(
        runs.stream().map(ScenarioResult::fees).reduce(BigInteger.ZERO, BigInteger::add), 0);
  }

  private String perAccepted(BigInteger of, int digits) {
    return accepted() == 0
        ? "-"
        : new BigDecimal(of)
            .divide(BigDecimal.valueOf(accepted()), digits, RoundingMode.HALF_UP)
            .toPlainString();
  }

  private String quantiles(Function<ScenarioResult, List<Double>> part) {
    List<Double> sorted = sorted(part);
    return sorted.isEmpty()
        ? "-"
        : String.format(
            Locale.ROOT,
            "%.0f / %.0f / %.0f",
            quantile(sorted, 50),
            quantile(sorted, 95),
            quantile(sorted, 99));
  }

  private List<Double> sorted(Function<ScenarioResult, List<Double>> part) {
    return runs.stream().map(part).flatMap(List::stream).sorted().toList();
  }

  private static double quantile(List<Double> sorted, int percent) {
    return ScenarioResult.quantile(sorted, percent).orElse(0.0);
  }

  /** A heading cell and the given cells, one row per pool. */
  static List<List<String>> tableRows(
      Map<String, RunStatistics> pools,
      List<String> head,
      Function<RunStatistics, List<String>> cells) {
    Stream<List<String>> rows =
        pools.entrySet().stream()
            .map(
                it ->
                    Stream.concat(Stream.of(it.getKey()), cells.apply(it.getValue()).stream())
                        .toList());
    return Stream.concat(Stream.of(head), rows).toList();
  }

  static String formatPercent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(value * 10) / 10);
  }
}
