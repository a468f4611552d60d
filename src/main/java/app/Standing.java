package app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import journal.Entry;
import journal.Filter;
import journal.History;
import journal.State;
import journal.Tally;

/** What the journal says, for {@code status}. */
record Standing(
    List<Entry> last,
    List<Tally> counts,
    int unsettled,
    Optional<Entry> accepted,
    Optional<Entry> valued) {
  private static final int LAST = 5;

  static Standing of(History history) {
    return new Standing(
        history.latest(Filter.ALL, LAST),
        history.tally(Instant.EPOCH),
        history.unsettled().size(),
        history.latest(new Filter(null, State.ACCEPTED, null, null), 1).stream().findFirst(),
        history.latest(Filter.ALL, 64).stream().filter(it -> it.provenance() != null).findFirst());
  }

  List<String> lines(Instant now) {
    List<String> lines = new ArrayList<>();
    counts.stream().map(Tally::topic).distinct().forEach(it -> lines.add(rate(it)));
    valued.ifPresent(it -> lines.add(behind(it, now)));
    last.forEach(it -> lines.add(Rows.line(it)));
    counts.forEach(it -> lines.add(line(it)));
    String newest = accepted.map(it -> it.key().label()).orElse("none yet");
    lines.add(unsettled + " unsettled; newest accepted " + newest);
    return lines;
  }

  private String rate(long topic) {
    long closed = count(it -> it.topic() == topic && it.state().closed());
    long hit = count(it -> it.topic() == topic && it.state() == State.ACCEPTED);
    return String.format(
        Locale.ROOT,
        "topic %d: %d of %d closed epochs accepted (%.1f %%)",
        topic,
        hit,
        closed,
        closed == 0 ? 0 : 100.0 * hit / closed);
  }

  private static String behind(Entry entry, Instant now) {
    Duration age = Duration.between(entry.provenance().newestCandle(), now);
    String artifact = entry.provenance().artifactHash();
    return "last answer %s: model %s, data of %s up to %s, now %d min old"
        .formatted(
            entry.key().label(),
            artifact.substring(0, Math.min(12, artifact.length())),
            entry.provenance().origin().source(),
            entry.provenance().newestCandle(),
            age.toMinutes());
  }

  private long count(Predicate<Tally> which) {
    return counts.stream().filter(which).mapToLong(Tally::count).sum();
  }

  private static String line(Tally tally) {
    String reason = tally.reason() == null ? "" : " (" + tally.reason() + ")";
    return "topic " + tally.topic() + "  " + tally.state().label() + reason + "  " + tally.count();
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("unsettled", unsettled);
    tree.put("newest_accepted", accepted.map(Rows::fields).orElse(null));
    tree.put("closed", count(it -> it.state().closed()));
    tree.put("accepted", count(it -> it.state() == State.ACCEPTED));
    tree.put("counts", counts.stream().map(Standing::count).toList());
    tree.put("last", last.stream().map(Rows::fields).toList());
    return tree;
  }

  private static Map<String, Object> count(Tally tally) {
    Map<String, Object> count = new LinkedHashMap<>();
    count.put("topic", tally.topic());
    count.put("state", tally.state().label());
    count.put("reason", tally.reason() == null ? null : tally.reason().name());
    count.put("count", tally.count());
    return count;
  }
}
