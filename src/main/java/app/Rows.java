package app;

import domain.Attempt;
import domain.Provenance;
import domain.Score;
import domain.Window;
import domain.WindowKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import journal.Entry;

/** How a journal row reads in a terminal, in JSON and as comma separated values. */
final class Rows {
  private static final Entry NONE =
      Entry.open(new Window(new WindowKey("", 0, 0, ""), 0, Instant.EPOCH, Instant.EPOCH));

  private Rows() {}

  static String line(Entry entry) {
    return String.format(
        Locale.ROOT,
        "topic %d  nonce %d  prediction %s  tx %s  %s after open  %s",
        entry.key().topic(),
        entry.key().nonce(),
        Optional.ofNullable(entry.value()).orElse("-"),
        entry.last().map(Attempt::hash).orElse("-"),
        entry.mark().isPresent() ? Math.round(entry.mark().getAsDouble()) + " s" : "-",
        entry.state().label() + (entry.why() == null ? "" : ": " + entry.why()));
  }

  /** What stands behind the value, on one line; empty where there is none of our own. */
  static Optional<String> behind(Entry entry) {
    return Optional.ofNullable(entry.provenance())
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "  from %s, %d rows to %s, known %s  input %.12s  model %.12s  code %s  fee %s"
                        + " uallo  node %s",
                    it.origin().source(),
                    it.rows(),
                    it.newestCandle(),
                    it.known(),
                    it.inputHash(),
                    it.artifactHash(),
                    it.codeVersion(),
                    entry.last().map(a -> a.fee().toString()).orElse("-"),
                    Optional.ofNullable(entry.endpoint()).orElse("-")));
  }

  /** Everything about a row, each key always there; what is not known is null. */
  static Map<String, Object> fields(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chain_id", entry.key().chainId());
    fields.put("topic", entry.key().topic());
    fields.put("nonce", entry.key().nonce());
    fields.put("worker", entry.key().worker());
    fields.put("opened_at", entry.window().openedAt().toString());
    fields.put("state", entry.state().label());
    fields.put("reason", entry.reason() == null ? null : entry.reason().name());
    fields.put("why", entry.why());
    fields.put("value", entry.value());
    delivery(fields, entry);
    provenance(fields, Optional.ofNullable(entry.provenance()));
    score(fields, Optional.ofNullable(entry.score()));
    return fields;
  }

  private static void delivery(Map<String, Object> fields, Entry entry) {
    Optional<Attempt> last = entry.last();
    fields.put("attempts", entry.trials().size());
    fields.put("tx_hash", last.map(Attempt::hash).orElse(null));
    fields.put("fee_uallo", last.map(it -> it.fee().toString()).orElse(null));
    fields.put("sent_at", entry.sentAt() == null ? null : entry.sentAt().toString());
    fields.put("seconds_after_open", entry.mark().isPresent() ? entry.mark().getAsDouble() : null);
    fields.put("endpoint", entry.endpoint());
    fields.put("height", entry.settledHeight());
  }

  private static void provenance(Map<String, Object> fields, Optional<Provenance> behind) {
    fields.put("source", behind.map(it -> it.origin().source()).orElse(null));
    fields.put("newest_candle", behind.map(it -> it.newestCandle().toString()).orElse(null));
    fields.put("rows", behind.map(Provenance::rows).orElse(null));
    fields.put("input_hash", behind.map(Provenance::inputHash).orElse(null));
    fields.put("artifact_hash", behind.map(Provenance::artifactHash).orElse(null));
    fields.put("code_version", behind.map(Provenance::codeVersion).orElse(null));
    fields.put("known_part", behind.map(Provenance::known).orElse(null));
  }

  private static void score(Map<String, Object> fields, Optional<Score> score) {
    fields.put("truth", score.map(Score::truth).orElse(null));
    fields.put("error", score.map(Score::error).orElse(null));
    fields.put("naive_error", score.map(Score::naiveError).orElse(null));
  }

  /** A header, also for no rows, and a line for each row. */
  static List<String> csv(List<Entry> entries) {
    return Stream.concat(
            Stream.of(String.join(",", fields(NONE).keySet())),
            entries.stream()
                .map(
                    it ->
                        fields(it).values().stream()
                            .map(Rows::cell)
                            .collect(Collectors.joining(","))))
        .toList();
  }

  static String cell(Object value) {
    String text = value == null ? "" : value.toString();
    return text.matches("[^\",\n\r]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
