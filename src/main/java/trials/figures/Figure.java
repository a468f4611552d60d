package trials.figures;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One published figure: a table, and bars where a picture says more.
 *
 * @param command plays this figure alone, as the report played it
 * @param bars heights by label, in {@code unit}; empty for none
 * @param targetsMet whether its bars of quality were reached
 */
public record Figure(
    String id,
    String title,
    List<String> headers,
    List<List<String>> rows,
    String command,
    Duration duration,
    Map<String, Double> bars,
    String unit,
    boolean targetsMet) {
  public Figure {
    headers = List.copyOf(headers);
    rows = rows.stream().map(List::copyOf).toList();
    bars = new LinkedHashMap<>(bars);
  }
}
