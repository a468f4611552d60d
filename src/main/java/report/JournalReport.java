package report;

import base.ReadableUnits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import journal.JournalReader;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.OutcomeCount;
import journal.entry.ReplicaOverview;

/** Summary of the journal, for {@code status}. */
public record JournalReport(
    List<Entry> latestEntries,
    List<OutcomeCount> tallies,
    int unsettled,
    boolean retired,
    Optional<Entry> newestAccepted,
    Optional<Entry> newestWithValue,
    ReplicaReport replicas) {
  private static final int LAST = 5;

  public static JournalReport read(JournalReader history) {
    return new JournalReport(
        history.findLatest(EntryFilter.ALL, LAST),
        history.countOutcomes(Instant.EPOCH),
        history.findUnsettled().size(),
        history.isRetired(),
        history.findLatest(new EntryFilter(null, EntryState.ACCEPTED, null, null), 1).stream()
            .findFirst(),
        history.findLatest(EntryFilter.ALL, 64).stream()
            .filter(it -> it.provenance() != null)
            .findFirst(),
        new ReplicaReport(history.findReplicas()));
  }

  /** The report before the first run. */
  public static JournalReport empty() {
    return new JournalReport(
        List.of(),
        List.of(),
        0,
        false,
        Optional.empty(),
        Optional.empty(),
        new ReplicaReport(ReplicaOverview.NONE));
  }

  public List<String> textLines(Instant now) {
    List<String> lines = new ArrayList<>();
    if (retired) {
      lines.add("the journal is retired: it was exported to be used elsewhere");
    }
    lines.addAll(replicas.textLines());
    tallies.stream()
        .map(JournalReport::topicText)
        .distinct()
        .forEach(it -> lines.add(acceptanceText(it)));
    newestWithValue.ifPresent(it -> lines.add(provenanceText(it, now)));
    if (!latestEntries.isEmpty()) {
      lines.addAll(HistoryRows.toTable(latestEntries));
      lines.addAll(tallyTable());
    }
    String newest = newestAccepted.map(it -> it.key().label()).orElse("none yet");
    lines.add(unsettled + " unsettled; newest accepted " + newest);
    return lines;
  }

  /** Topic and role; a reputer's windows are counted separately. */
  private static String topicText(OutcomeCount tally) {
    return "topic " + tally.topic() + " " + tally.role().label();
  }

  private String acceptanceText(String topic) {
    long closed = sumOf(it -> topicText(it).equals(topic) && it.state().isClosed());
    long hit = sumOf(it -> topicText(it).equals(topic) && it.state() == EntryState.ACCEPTED);
    return closed == 0
        ? topic + ": no epoch is closed yet"
        : String.format(
            Locale.ROOT,
            "%s: %d of %d closed epochs accepted (%.1f %%)",
            topic,
            hit,
            closed,
            100.0 * hit / closed);
  }

  private static String provenanceText(Entry entry, Instant now) {
    Duration age = Duration.between(entry.provenance().dataUntil(), now);
    String artifact = entry.provenance().artifactHash();
    return "last value %s: model %s, data of %s up to %s, now %s old"
        .formatted(
            entry.key().label(),
            artifact.substring(0, Math.min(12, artifact.length())),
            entry.provenance().origin().source(),
            entry.provenance().dataUntil(),
            ReadableUnits.duration(age));
  }

  private long sumOf(Predicate<OutcomeCount> which) {
    return tallies.stream().filter(which).mapToLong(OutcomeCount::count).sum();
  }

  private List<String> tallyTable() {
    TextTable table = new TextTable("TOPIC", "ROLE", "STATE", "WINDOWS", "REASON");
    tallies.forEach(
        it ->
            table.row(
                String.valueOf(it.topic()),
                it.role().label(),
                it.state().label(),
                String.valueOf(it.count()),
                it.reason() == null ? "" : it.reason().name()));
    return table.lines();
  }

  public Map<String, Object> toJsonFields() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("retired", retired);
    tree.put("unsettled", unsettled);
    tree.put("newest_accepted", newestAccepted.map(HistoryRows::toFields).orElse(null));
    tree.put("closed", sumOf(it -> it.state().isClosed()));
    tree.put("accepted", sumOf(it -> it.state() == EntryState.ACCEPTED));
    tree.put("counts", tallies.stream().map(JournalReport::tallyFields).toList());
    tree.put("last", latestEntries.stream().map(HistoryRows::toFields).toList());
    tree.putAll(replicas.toJsonFields());
    return tree;
  }

  public static Map<String, Object> tallyFields(OutcomeCount tally) {
    Map<String, Object> count = new LinkedHashMap<>();
    count.put("topic", tally.topic());
    count.put("role", tally.role().label());
    count.put("state", tally.state().label());
    count.put("reason", tally.reason() == null ? null : tally.reason().name());
    count.put("count", tally.count());
    return count;
  }
}
