package faults;

import faults.engine.Scenario;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, by the network's own record.
 *
 * @param windows of all topics, without the calm epochs
 * @param asExpected of them, as expected
 * @param included payloads that a block included, whatever became of them
 * @param fees in uallo, of all that was included
 * @param comparedRows windows compared with the worker's record, the calm ones included
 * @param correctRows of them, told as they were
 * @param blocksToInclusion blocks from opening to inclusion, of each hit
 * @param secondsToInclusion the same in chain time
 * @param failures what was not as promised, a sentence each
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

  /** Everything on one line. */
  public String toText() {
    return "%-6s %s: expected %s, seen %d of %d; %d hit, %d duplicates, rows %d of %d honest; %.1f s"
        .formatted(
            passed() ? "ok" : "FAILED",
            scenario,
            scenario.requiredShare() == 1
                ? "all"
                : "%.1f %%".formatted(scenario.requiredShare() * 100),
            asExpected,
            windows,
            acceptedCount(),
            duplicates,
            correctRows,
            comparedRows,
            duration.toMillis() / 1000.0);
  }

  /** For programs. */
  public Map<String, Object> toMap() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("id", scenario.id());
    figures.put("title", scenario.title());
    figures.put("seed", seed);
    figures.put("kept", passed());
    figures.put("windows", windows);
    figures.put("as_expected", asExpected);
    figures.put("hit", acceptedCount());
    figures.put("included", included);
    figures.put("fees_uallo", fees);
    figures.put("duplicates", duplicates);
    figures.put("rows", comparedRows);
    figures.put("honest_rows", correctRows);
    figures.put("blocks_to_inclusion", quantiles(blocksToInclusion));
    figures.put("seconds_to_inclusion", quantiles(secondsToInclusion));
    figures.put("faults", failures);
    figures.put("took_seconds", duration.toMillis() / 1000.0);
    return figures;
  }

  private static Map<String, Object> quantiles(List<? extends Number> sorted) {
    Map<String, Object> quantiles = new LinkedHashMap<>();
    for (int percent : new int[] {50, 95, 99}) {
      int rank = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
      quantiles.put("p" + percent, sorted.isEmpty() ? null : sorted.get(Math.max(0, rank)));
    }
    return quantiles;
  }
}
