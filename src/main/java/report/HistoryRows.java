package report;

import base.ReadableUnits;
import domain.Attempt;
import domain.Provenance;
import domain.Role;
import domain.Score;
import domain.ValueBundle;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import journal.entry.Entry;

/** Journal rows as text, JSON fields and CSV. */
public final class HistoryRows {
  private static final Entry NONE =
      Entry.open(new Window(new WindowKey("", 0, 0, ""), 0, Instant.EPOCH, Instant.EPOCH));

  /** Of a worker that infers nothing. */
  private static final String FORECAST_ONLY = "forecast";

  private HistoryRows() {}

  public static String toText(Entry entry) {
    return String.format(
        Locale.ROOT,
        "topic %d  %s  nonce %d  %s  tx %s  %s after open  %s",
        entry.key().topic(),
        entry.key().role().label(),
        entry.key().nonce(),
        describeValue(entry),
        entry.lastAttempt().map(Attempt::hash).orElse("-"),
        timeToBroadcast(entry),
        entry.state().label() + (entry.reasonDetail() == null ? "" : ": " + entry.reasonDetail()));
  }

  private static String describeValue(Entry entry) {
    String value = entry.value() == null ? "-" : shortValue(entry);
    boolean forecast = value.equals(FORECAST_ONLY);
    String what = entry.key().role() == Role.WORKER ? "prediction " : "combined loss ";
    return (forecast ? "" : what) + value;
  }

  private static String timeToBroadcast(Entry entry) {
    OptionalDouble seconds = entry.secondsToBroadcast();
    return seconds.isPresent()
        ? ReadableUnits.duration(Duration.ofSeconds(Math.round(seconds.getAsDouble())))
        : "-";
  }

  private static String feeText(Entry entry) {
    return entry.feeSpent().map(ReadableUnits::amount).orElse("-");
  }

  /** A table with a heading and a line per row. */
  public static List<String> toTable(List<Entry> entries) {
    TextTable table =
        new TextTable(
            "TOPIC", "ROLE", "WINDOW", "OPENED", "STATE", "VALUE", "SENT AFTER", "FEE", "WHY");
    entries.forEach(
        it ->
            table.row(
                String.valueOf(it.key().topic()),
                it.key().role().label(),
                String.valueOf(it.key().nonce()),
                it.window().openedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                it.state().label(),
                it.value() == null ? "-" : shortValue(it),
                timeToBroadcast(it),
                feeText(it),
                Optional.ofNullable(it.reasonDetail()).orElse("")));
    return table.lines();
  }

  /** The prediction without its forecast of losses; of a reputer's losses the combined one. */
  private static String shortValue(Entry entry) {
    if (entry.key().role() == Role.REPUTER) {
      return ValueBundle.parse(entry.value()).combined();
    }
    String prediction = entry.value().replaceFirst("\\|.*", "");
    return prediction.isEmpty() ? FORECAST_ONLY : prediction;
  }

  /** Origin of the value on one line; empty if the value is not ours. */
  public static Optional<String> provenanceText(Entry entry) {
    return Optional.ofNullable(entry.provenance())
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "  from %s, %d rows to %s, known %s  input %.12s  model %.12s  code %s  fee %s"
                        + "  node %s",
                    it.origin().source(),
                    it.rows(),
                    it.dataUntil(),
                    it.knownReturn(),
                    it.inputHash(),
                    it.artifactHash(),
                    it.codeVersion(),
                    feeText(entry),
                    Optional.ofNullable(entry.endpoint()).orElse("-")));
  }

  /** All fields of a row; every key is present, unknown values are null. */
  public static Map<String, Object> toFields(Entry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("chain_id", entry.key().chainId());
    fields.put("topic", entry.key().topic());
    fields.put("nonce", entry.key().nonce());
    fields.put("worker", entry.key().worker());
    fields.put("role", entry.key().role().label());
    fields.put("opened_at", entry.window().openedAt().toString());
    fields.put("state", entry.state().label());
    fields.put("reason", entry.reason() == null ? null : entry.reason().name());
    fields.put("why", entry.reasonDetail());
    fields.put("value", entry.value());
    putDelivery(fields, entry);
    putProvenance(fields, Optional.ofNullable(entry.provenance()));
    putScore(fields, Optional.ofNullable(entry.score()));
    return fields;
  }

  private static void putDelivery(Map<String, Object> fields, Entry entry) {
    Optional<Attempt> last = entry.lastAttempt();
    fields.put("attempts", entry.attempts().size());
    fields.put("tx_hash", last.map(Attempt::hash).orElse(null));
    fields.put("fee_uallo", entry.feeSpent().map(BigInteger::toString).orElse(null));
    fields.put("sent_at", entry.sentAt() == null ? null : entry.sentAt().toString());
    fields.put(
        "seconds_after_open",
        entry.secondsToBroadcast().isPresent() ? entry.secondsToBroadcast().getAsDouble() : null);
    fields.put("endpoint", entry.endpoint());
    fields.put("height", entry.settledHeight());
  }

  private static void putProvenance(Map<String, Object> fields, Optional<Provenance> behind) {
    fields.put("source", behind.map(it -> it.origin().source()).orElse(null));
    fields.put("data_until", behind.map(it -> it.dataUntil().toString()).orElse(null));
    fields.put("rows", behind.map(Provenance::rows).orElse(null));
    fields.put("input_hash", behind.map(Provenance::inputHash).orElse(null));
    fields.put("artifact_hash", behind.map(Provenance::artifactHash).orElse(null));
    fields.put("code_version", behind.map(Provenance::codeVersion).orElse(null));
    fields.put("known_part", behind.map(Provenance::knownReturn).orElse(null));
  }

  private static void putScore(Map<String, Object> fields, Optional<Score> score) {
    fields.put("truth", score.map(Score::truth).orElse(null));
    fields.put("error", score.map(Score::error).orElse(null));
    fields.put("naive_error", score.map(Score::naiveError).orElse(null));
  }

  /** A header line, then a line per row. */
  public static List<String> toCsv(List<Entry> entries) {
    return Stream.concat(
            Stream.of(String.join(",", toFields(NONE).keySet())),
            entries.stream()
                .map(
                    it ->
                        toFields(it).values().stream()
                            .map(HistoryRows::csvCell)
                            .collect(Collectors.joining(","))))
        .toList();
  }

  static String csvCell(Object value) {
    String text = value == null ? "" : value.toString();
    return text.matches("[^\",\n\r]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
