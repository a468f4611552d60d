package app;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One published figure: a table, and bars where a picture says more.
 *
 * @param command plays this figure alone, as the report played it
 * @param bars heights by label, in {@code unit}; empty for none
 * @param kept whether its bars of quality were reached
 */
record Figure(
    String id,
    String title,
    List<String> head,
    List<List<String>> rows,
    String command,
    Duration took,
    Map<String, Double> bars,
    String unit,
    boolean kept) {
  Figure {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
    bars = new LinkedHashMap<>(bars);
  }
}
