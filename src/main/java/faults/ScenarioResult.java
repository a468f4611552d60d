package faults;

import faults.engine.Scenario;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Result of a run, by the network's own record.
 *
 * @param windows windows of all topics, without the epochs before and after
 * @param asExpected those of them that ended as expected
 * @param included payloads that a block included, failed ones too
 * @param fees in uallo, of all included payloads
 * @param comparedRows windows compared with the worker's record, with the epochs before and after
 * @param correctRows those of them whose row agrees with the network
 * @param blocksToInclusion blocks from opening to inclusion, of each accepted window
 * @param secondsToInclusion chain seconds from opening to inclusion, of each accepted window
 * @param failures what was not as expected, a sentence each
 */
public record ScenarioResult(
    Scenario scenario,
    long seed,
    int windows,
    int asExpected,
    int included,
    BigInteger fees,
    long duplicates,
    int comparedRows,
    int correctRows,
    List<Long> blocksToInclusion,
    List<Double> secondsToInclusion,
    List<String> failures,
    Duration duration) {
  public ScenarioResult {
    blocksToInclusion = blocksToInclusion.stream().sorted().toList();
    secondsToInclusion = secondsToInclusion.stream().sorted().toList();
    failures = List.copyOf(failures);
  }

  public boolean passed() {
    return failures.isEmpty();
  }

  public int acceptedCount() {
    return blocksToInclusion.size();
  }

  /** The result on one line. */
  public String toText() {
    String format =
        "%-6s %s: %d of %d windows as expected, %s required; %d accepted, %d duplicates,"
            + " %d of %d rows correct; %.1f s";
    return format.formatted(
        passed() ? "ok" : "FAILED",
        scenario,
        asExpected,
        windows,
        scenario.requiredShare() == 1 ? "all" : "%.1f %%".formatted(scenario.requiredShare() * 100),
        acceptedCount(),
        duplicates,
        correctRows,
        comparedRows,
        duration.toMillis() / 1000.0);
  }

  /** The result as JSON fields. */
  public Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("id", scenario.id());
    figures.put("title", scenario.title());
    figures.put("seed", seed);
    figures.put("passed", passed());
    figures.put("windows", windows);
    figures.put("as_expected", asExpected);
    figures.put("accepted", acceptedCount());
    figures.put("included", included);
    figures.put("fees_uallo", fees);
    figures.put("duplicates", duplicates);
    figures.put("rows", comparedRows);
    figures.put("correct_rows", correctRows);
    figures.put("blocks_to_inclusion", quantiles(blocksToInclusion));
    figures.put("seconds_to_inclusion", quantiles(secondsToInclusion));
    figures.put("failures", failures);
    figures.put("seconds", duration.toMillis() / 1000.0);
    return figures;
  }

  private static Map<String, Object> quantiles(List<? extends Number> sorted) {
    Map<String, Object> quantiles = new LinkedHashMap<>();
    for (int percent : new int[] {50, 95, 99}) {
      quantiles.put("p" + percent, quantile(sorted, percent).orElse(null));
    }
    return quantiles;
  }

  /** The smallest value that so many per cent do not exceed; empty of none. */
  public static <T> Optional<T> quantile(List<T> sorted, int percent) {
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
    return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(Math.max(0, rank)));
  }
}
