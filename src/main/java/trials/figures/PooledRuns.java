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

/** The runs of one scenario under several seeds, taken together. */
record PooledRuns(List<ScenarioResult> runs) {
  PooledRuns {
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

  long hits() {
    return sum(ScenarioResult::acceptedCount);
  }

  /** In percent. */
  double hitRate() {
    return 100.0 * hits() / Math.max(1, windows());
  }

  /** Hit rates of the single seeds, in percent. */
  String hitRatesBySeed() {
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

  String truthfulRows() {
    return sum(ScenarioResult::correctRows) + " of " + sum(ScenarioResult::comparedRows);
  }

  /** Quantiles 50, 95 and 99 of the blocks from opening to inclusion. */
  String blockQuantiles() {
    return quantiles(it -> it.blocksToInclusion().stream().map(Long::doubleValue).toList());
  }

  /** The same in seconds of chain time. */
  String secondQuantiles() {
    return quantiles(ScenarioResult::secondsToInclusion);
  }

  double median(Function<ScenarioResult, List<Double>> part) {
    return quantile(sorted(part), 50);
  }

  /** Transactions that a block included, for each hit. */
  String transactionsPerHit() {
    return perHit(BigInteger.valueOf(sum(ScenarioResult::included)), 3);
  }

  /** In uallo for each hit, what was refused in a block included. */
  String feesPerHit() {
    return perHit(
        runs.stream().map(ScenarioResult::fees).reduce(BigInteger.ZERO, BigInteger::add), 0);
  }

  private String perHit(BigInteger of, int digits) {
    return hits() == 0
        ? "-"
        : new BigDecimal(of)
            .divide(BigDecimal.valueOf(hits()), digits, RoundingMode.HALF_UP)
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
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank));
  }

  /** The head, then a row for each. */
  static List<List<String>> tableRows(
      Map<String, PooledRuns> pools, List<String> head, Function<PooledRuns, List<String>> cells) {
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
