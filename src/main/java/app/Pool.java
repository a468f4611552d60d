package app;

import faults.Result;
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
record Pool(List<Result> runs) {
  Pool {
    runs = List.copyOf(runs);
  }

  String title() {
    return runs.get(0).scenario().title();
  }

  long sum(ToLongFunction<Result> part) {
    return runs.stream().mapToLong(part).sum();
  }

  int topics() {
    return runs.get(0).scenario().world().network().topics().size();
  }

  long windows() {
    return sum(Result::windows);
  }

  long hits() {
    return sum(Result::hits);
  }

  /** In percent. */
  double rate() {
    return 100.0 * hits() / Math.max(1, windows());
  }

  /** Hit rates of the single seeds, in percent. */
  String seeds() {
    List<String> rates =
        runs.stream().map(it -> percent(100.0 * it.hits() / Math.max(1, it.windows()))).toList();
    return String.join(" / ", rates);
  }

  boolean kept() {
    return runs.stream().allMatch(Result::kept);
  }

  Duration took() {
    return Duration.ofMillis(sum(it -> it.took().toMillis()));
  }

  String honest() {
    return sum(Result::honest) + " of " + sum(Result::rows);
  }

  /** Quantiles 50, 95 and 99 of the blocks from opening to inclusion. */
  String blocks() {
    return quantiles(it -> it.delays().stream().map(Long::doubleValue).toList());
  }

  /** The same in seconds of chain time. */
  String seconds() {
    return quantiles(Result::seconds);
  }

  double median(Function<Result, List<Double>> part) {
    return quantile(sorted(part), 50);
  }

  /** Transactions that a block included, for each hit. */
  String transactions() {
    return ratio(BigInteger.valueOf(sum(Result::included)), 3);
  }

  /** In uallo for each hit, what was refused in a block included. */
  String fees() {
    return ratio(runs.stream().map(Result::fees).reduce(BigInteger.ZERO, BigInteger::add), 0);
  }

  private String ratio(BigInteger of, int digits) {
    return hits() == 0
        ? "-"
        : new BigDecimal(of)
            .divide(BigDecimal.valueOf(hits()), digits, RoundingMode.HALF_UP)
            .toPlainString();
  }

  private String quantiles(Function<Result, List<Double>> part) {
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

  private List<Double> sorted(Function<Result, List<Double>> part) {
    return runs.stream().map(part).flatMap(List::stream).sorted().toList();
  }

  private static double quantile(List<Double> sorted, int percent) {
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank));
  }

  /** The head, then a row for each. */
  static List<List<String>> rows(
      Map<String, Pool> pools, List<String> head, Function<Pool, List<String>> cells) {
    Stream<List<String>> rows =
        pools.entrySet().stream()
            .map(
                it ->
                    Stream.concat(Stream.of(it.getKey()), cells.apply(it.getValue()).stream())
                        .toList());
    return Stream.concat(Stream.of(head), rows).toList();
  }

  static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(value * 10) / 10);
  }
}
