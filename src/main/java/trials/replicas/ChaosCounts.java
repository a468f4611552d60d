package trials.replicas;

import faults.ScenarioResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What went wrong how often, and how long each take-over from a holder took. */
final class ChaosCounts {
  private final Map<String, Integer> troubles = new TreeMap<>();
  private final List<Double> takeovers = new ArrayList<>();
  private int ended;

  void addTrouble(String name) {
    troubles.merge(name.toLowerCase(Locale.ROOT), 1, Integer::sum);
  }

  void addTakeover(double seconds) {
    takeovers.add(seconds);
  }

  void addEnded() {
    ended++;
  }

  Map<String, Object> toJsonFields() {
    Map<String, Object> figures = new LinkedHashMap<>(troubles);
    figures.put("ended_by_themselves", ended);
    figures.put("takeovers", takeovers.size());
    figures.put("takeover_p50_s", quantile(50));
    figures.put("takeover_p95_s", quantile(95));
    return figures;
  }

  private double quantile(int percent) {
    return ScenarioResult.quantile(takeovers.stream().sorted().toList(), percent).orElse(0.0);
  }
}
