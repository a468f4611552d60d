package daemon.page;

import base.BoundedNumbers;
import domain.WindowKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.JournalReader;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import report.HistoryRows;
import report.ScoreReport;
import report.TopicLoss.SubmissionLosses;

/**
 * The newest rows of the journal for the page, with the network inference of their windows and the
 * losses of both.
 *
 * @param scores say by what loss a topic is measured
 */
record EpochRows(JournalReader journal, Map<Long, ScoreReport> scores) {
  private static final int USUAL_ROWS = 300;
  private static final int MOST_ROWS = 2000;

  /**
   * Rows in the format of {@code history --json}, newest first.
   *
   * @throws IllegalArgumentException if a parameter is not a number, or out of bounds
   */
  Map<String, Object> toFields(String topic, String limit) {
    Long only = topic == null ? null : (Long) BoundedNumbers.parseLong(topic);
    long rows = limit == null ? USUAL_ROWS : BoundedNumbers.parseLong(limit);
    if (rows < 1 || rows > MOST_ROWS) {
      throw new IllegalArgumentException("limit must be from 1 to " + MOST_ROWS);
    }
    List<Entry> entries = journal.findLatest(new EntryFilter(only, null, null, null), (int) rows);
    Map<String, Map<Long, Double>> network = networkInferences(entries);
    return Map.of("rows", entries.stream().map(it -> toFields(it, network)).toList());
  }

  /**
   * Network inferences by chain and topic, only from the oldest row on: the journal may hold years
   * of them.
   */
  private Map<String, Map<Long, Double>> networkInferences(List<Entry> entries) {
    Map<String, WindowKey> oldest = new HashMap<>();
    entries.forEach(
        it -> oldest.merge(placeOf(it), it.key(), (a, b) -> a.nonce() < b.nonce() ? a : b));
    Map<String, Map<Long, Double>> found = new HashMap<>();
    oldest.forEach(
        (place, key) ->
            found.put(place, journal.networkInferences(key.chainId(), key.topic(), key.nonce())));
    return found;
  }

  private static String placeOf(Entry entry) {
    return entry.key().chainId() + " " + entry.key().topic();
  }

  private Map<String, Object> toFields(Entry entry, Map<String, Map<Long, Double>> network) {
    Map<String, Object> fields = toFields(entry);
    Double inference = network.get(placeOf(entry)).get(entry.key().nonce());
    fields.put("network_inference", inference);
    ScoreReport report = scores.get(entry.key().topic());
    if (report != null && entry.score() != null) {
      putLosses(fields, report, entry, inference);
    }
    return fields;
  }

  private static void putLosses(
      Map<String, Object> fields, ScoreReport report, Entry entry, Double inference) {
    try {
      SubmissionLosses losses =
          report.loss().losses(report.topic(), entry.score(), Optional.ofNullable(inference));
      fields.put("loss", losses.own());
      fields.put("loss_no_change", losses.naive());
      fields.put("loss_network", Double.isNaN(losses.network()) ? null : losses.network());
    } catch (IllegalArgumentException e) {
      // Scored since the report was made, and the method is not defined for it.
    }
  }

  static Map<String, Object> toFields(Entry entry) {
    Map<String, Object> fields = HistoryRows.toFields(entry);
    fields.put("closes_at", entry.window().closesAt().toString());
    return fields;
  }
}
