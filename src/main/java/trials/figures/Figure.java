package trials.figures;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One published figure: a table, with a bar chart if useful.
 *
 * @param why one sentence: why it matters to operators
 * @param targetsMet whether its targets were reached
 */
public record Figure(
    String id,
    String title,
    String why,
    List<String> headers,
    List<List<String>> rows,
    Bars bars,
    boolean targetsMet,
    Run run) {

  /**
   * @param across what the bars differ in
   * @param unit of their heights
   * @param heights by label, in order; empty for no picture
   */
  public record Bars(String across, String unit, Map<String, Double> heights) {
    static final Bars NONE = new Bars("", "", Map.of());

    public Bars {
      heights = Collections.unmodifiableMap(new LinkedHashMap<>(heights));
    }
  }

  /**
   * @param command plays this figure alone, as it was played
   * @param seconds it took
   * @param about when and on what machine; empty until it is published
   */
  public record Run(String command, long seconds, String about) {
    static Run of(String command, Duration took) {
      return new Run(command, took.toSeconds(), "");
    }
  }

  public Figure {
    headers = List.copyOf(headers);
    rows = rows.stream().map(List::copyOf).toList();
  }

  Figure measured(String about) {
    Run stamped = new Run(run.command(), run.seconds(), about);
    return new Figure(id, title, why, headers, rows, bars, targetsMet, stamped);
  }
}
