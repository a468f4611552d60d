package journal;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import journal.database.InstanceLock;
import journal.database.JournalDatabase;
import journal.database.JournalLocation;
import journal.database.JournalSchema;
import journal.entry.IntegrityReport;
import journal.entry.SubmissionVerifier;
import journal.store.DailyTotals;
import journal.store.EntryRowReader;
import journal.store.JournalEvents;
import journal.store.RowIntegrityCheck;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Moves a journal to another host or engine as lines of JSON. Exporting retires the original, so
 * that the two can never both submit to a window; importing wants an empty journal and checks it
 * all.
 */
public final class JournalTransfer {
  private static final List<String> TABLES =
      List.of(
          "entry",
          "claim",
          "attempt",
          "journal_event",
          "dry_run",
          "alert",
          "network_inference",
          "network_loss",
          "loss_method",
          "reward");

  /** Oldest schema of an export that can be read. */
  private static final int OLDEST = 2;

  /** What older exports tell of was alerted on, and dry runs left rows; see the migration. */
  private static final int PRESENT = 3;

  private JournalTransfer() {}

  /**
   * Writes everything to a new file, and only when that is on the disk retires this journal: it
   * refuses to be opened for writing until {@link #revive}.
   *
   * @throws Failure.Stop while replicas use it: they would go on submitting from it
   */
  public static void exportAndRetire(Journal journal, Path file) {
    if (journal.reader().findReplicas().anyAlive()) {
      throw new Failure.Stop(
          FailureReason.JOURNAL,
          ExitStatus.OPERATOR,
          "replicas use this journal now: stop them first, or give --copy for a backup");
    }
    exportBackup(journal.reader(), file);
    journal
        .database()
        .write(
            h ->
                JournalEvents.record(
                    h,
                    journal.clock().instant(),
                    JournalEvents.RETIRED,
                    "exported to be used elsewhere"));
  }

  /**
   * Writes everything to a new file and leaves the journal in use: a backup, not a move.
   *
   * @throws Failure.Stop if the file cannot be made or filled; then there is none
   */
  public static void exportBackup(JournalReader history, Path file) {
    ExportLines.writeNewFile(
        file, lines -> history.database().snapshot(h -> writeTables(h, lines)));
  }

  private static Void writeTables(Handle handle, ExportLines.Writer lines) {
    lines.write(Map.of("journal", "dromedary", "schema", JournalSchema.NEWEST));
    for (String table : TABLES) {
      try (var rows = selectAll(handle, table).mapToMap().stream()) {
        rows.forEach(row -> lines.write(Map.of("table", table, "row", row)));
      }
    }
    lines.write(Map.of("rows", lines.count() - 1, "checksum", lines.checksum()));
    return null;
  }

  private static Query selectAll(Handle handle, String table) {
    return handle.createQuery("select * from " + table).setFetchSize(1000);
  }

  /**
   * Fills an empty journal. A journal with any row, a cut or edited file is refused with exit code
   * 2 and nothing is changed.
   *
   * @return lines taken in
   */
  public static long importInto(
      JournalLocation location,
      InstantSource clock,
      SubmissionVerifier verifier,
      BufferedReader in) {
    try (Journal journal = Journal.open(location, clock)) {
      return journal
          .database()
          .write(
              h -> {
                long rows = importRows(h, verifier, new ExportLines.Reader(in));
                JournalEvents.remove(h, JournalEvents.RETIRED);
                JournalEvents.record(h, clock.instant(), JournalEvents.IMPORTED, rows + " rows");
                return rows;
              });
    }
  }

  private static long importRows(
      Handle handle, SubmissionVerifier verifier, ExportLines.Reader lines) {
    if (!EntryRowReader.select(handle, "limit 1", "1", q -> {}).isEmpty()
        || selectAll(handle, "journal_event").mapToMap().findFirst().isPresent()) {
      throw importRefused("the journal here is not empty, and an import never overwrites");
    }
    int schema = requireSchema(lines.next());
    long rows = 0;
    String before = lines.checksum();
    Map<String, Object> line = lines.next();
    for (; line.containsKey("table"); before = lines.checksum(), line = lines.next(), rows++) {
      if (!line.get("table").equals("day")) {
        insertRow(handle, line);
      }
    }
    if (!Objects.equals(line.get("rows"), (int) rows) || !before.equals(line.get("checksum"))) {
      throw importRefused("the export is incomplete or was edited");
    }
    if (schema < PRESENT) {
      handle.execute("update entry set alerted_at = closes_at");
      handle.execute("delete from entry where reason = 'DRY_RUN' and state in ('open', 'missed')");
    }
    DailyTotals.recount(handle);
    IntegrityReport report = RowIntegrityCheck.verifyAll(handle, verifier);
    if (!report.isIntact()) {
      throw importRefused("the exported journal was edited: " + report.faults());
    }
    return rows;
  }

  private static int requireSchema(Map<String, Object> first) {
    if (!"dromedary".equals(first.get("journal"))) {
      throw importRefused("this is no export of a journal");
    }
    if (first.get("schema") instanceof Integer schema
        && schema >= OLDEST
        && schema <= JournalSchema.NEWEST) {
      return schema;
    }
    throw importRefused(
        "this is an export of schema "
            + first.get("schema")
            + ", and this program reads "
            + OLDEST
            + " to "
            + JournalSchema.NEWEST
            + ": import it with the version that wrote it, then upgrade");
  }

  private static void insertRow(Handle handle, Map<String, Object> line) {
    Map<String, Object> row = new LinkedHashMap<>();
    ((Map<?, ?>) line.get("row")).forEach((name, value) -> row.put(columnName(name), value));
    row.computeIfPresent(
        "reason", (name, it) -> it.equals("DOPPELGANGER") ? "DUPLICATE_WORKER" : it);
    List<String> names = List.copyOf(row.keySet());
    boolean known = TABLES.contains(line.get("table"));
    if (!known || !names.stream().allMatch(n -> n.matches("[a-z_]+"))) {
      throw importRefused("the export holds a row that no journal has");
    }
    String sql =
        "insert into "
            + line.get("table")
            + " ("
            + String.join(", ", names)
            + ") values ("
            + String.join(", ", names.stream().map(n -> "?").toList())
            + ")";
    handle.execute(sql, row.values().toArray());
  }

  private static String columnName(Object exported) {
    return exported.equals("fate") ? "status" : exported.toString();
  }

  /** Takes a retired journal back into use; only right if its export was never used. */
  public static void revive(JournalLocation location) {
    InstanceLock lock = InstanceLock.acquire(location);
    try (JournalDatabase store =
        JournalDatabase.openEvenIfRetired(location, SubmissionVerifier.NONE)) {
      store.write(h -> JournalEvents.remove(h, JournalEvents.RETIRED));
    } finally {
      InstanceLock.release(lock);
    }
  }

  static Failure.Stop importRefused(String because) {
    return new Failure.Stop(FailureReason.JOURNAL, 2, "import refused: " + because);
  }
}
