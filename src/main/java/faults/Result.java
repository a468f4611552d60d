package faults;

import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, by the network's own record.
 *
 * @param windows of all topics, without the calm epochs
 * @param met of them, as expected
 * @param included payloads that a block included, whatever became of them
 * @param fees in uallo, of all that was included
 * @param rows windows compared with the worker's record, the calm ones included
 * @param honest of them, told as they were
 * @param delays blocks from opening to inclusion, of each hit
 * @param seconds the same in chain time
 * @param faults what was not as promised, a sentence each
 */
public record Result(
    Scenario scenario,
    long seed,
    int windows,
    int met,
    int included,
    BigInteger fees,
    long doubles,
    int rows,
    int honest,
    List<Long> delays,
    List<Double> seconds,
    List<String> faults,
    Duration took) {
  public Result {
    delays = delays.stream().sorted().toList();
    seconds = seconds.stream().sorted().toList();
    faults = List.copyOf(faults);
  }

  public boolean kept() {
    return faults.isEmpty();
  }

  public int hits() {
    return delays.size();
  }

  /** Everything on one line. */
  public String line() {
    return "%-6s %s: expected %s, seen %d of %d; %d hit, %d doubles, rows %d of %d honest; %.1f s"
        .formatted(
            kept() ? "ok" : "FAILED",
            scenario,
            scenario.share() == 1 ? "all" : "%.1f %%".formatted(scenario.share() * 100),
            met,
            windows,
            hits(),
            doubles,
            honest,
            rows,
            took.toMillis() / 1000.0);
  }

  /** For programs. */
  public Map<String, Object> figures() {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("id", scenario.id());
    figures.put("title", scenario.title());
    figures.put("seed", seed);
    figures.put("kept", kept());
    figures.put("windows", windows);
    figures.put("as_expected", met);
    figures.put("hit", hits());
    figures.put("included", included);
    figures.put("fees_uallo", fees);
    figures.put("doubles", doubles);
    figures.put("rows", rows);
    figures.put("honest_rows", honest);
    figures.put("blocks_to_inclusion", quantiles(delays));
    figures.put("seconds_to_inclusion", quantiles(seconds));
    figures.put("faults", faults);
    figures.put("took_seconds", took.toMillis() / 1000.0);
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
