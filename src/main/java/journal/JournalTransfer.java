package journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import domain.Failure;
import domain.FailureReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import journal.audit.IntegrityReport;
import journal.database.InstanceLock;
import journal.database.JournalDatabase;
import journal.database.JournalLocation;
import journal.database.JournalSchema;
import journal.store.AuditLog;
import journal.store.CanonicalJson;
import journal.store.EntryRowReader;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Moves a journal to another host or engine as lines of JSON. Exporting retires the original, so
 * that the two can never both answer a window; importing wants an empty journal and checks it all.
 */
public final class JournalTransfer {
  private static final List<String> TABLES =
      List.of("entry", "claim", "attempt", "chronicle", "day", "dry_run");
  private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};

  private JournalTransfer() {}

  /**
   * Writes everything, then retires this journal: it refuses to be opened for writing until {@link
   * #revive}.
   */
  public static void exportAndRetire(Journal journal, Appendable out) {
    recordEvent(journal.database(), journal.clock(), "retired", "exported to be used elsewhere");
    exportBackup(journal.reader(), out);
  }

  /** Writes everything and leaves the journal in use: a backup, not a move. */
  public static void exportBackup(JournalReader history, Appendable out) {
    history.database().snapshot(h -> writeTables(h, out));
  }

  private static Void writeTables(Handle handle, Appendable out) {
    JsonLineWriter lines = new JsonLineWriter(out);
    lines.write(Map.of("journal", "dromedary", "schema", JournalSchema.NEWEST));
    for (String table : TABLES) {
      try (var rows = selectAll(handle, table).mapToMap().stream()) {
        rows.forEach(row -> lines.write(Map.of("table", table, "row", row)));
      }
    }
    AuditLog.LogHead head = AuditLog.lastRow(handle);
    lines.write(Map.of("rows", lines.count() - 1, "seq", head.seq(), "hash", head.hash()));
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
  public static long importInto(JournalLocation place, InstantSource clock, BufferedReader in) {
    try (Journal journal = Journal.open(place, clock)) {
      return journal
          .database()
          .write(
              h -> {
                AuditLog.lockForWriting(h);
                long rows = importRows(h, in);
                AuditLog.appendJournalEvent(h, clock.instant(), "imported", rows + " rows");
                return rows;
              });
    }
  }

  private static long importRows(Handle handle, BufferedReader in) {
    if (AuditLog.lastRow(handle).seq() > 0
        || !EntryRowReader.select(handle, "limit 1", "1", q -> {}).isEmpty()) {
      throw importRefused("the journal here is not empty, and an import never overwrites");
    }
    Map<String, Object> first = readLine(in);
    if (!"dromedary".equals(first.get("journal"))
        || !Objects.equals(first.get("schema"), JournalSchema.NEWEST)) {
      throw importRefused("this is no export of a journal with schema " + JournalSchema.NEWEST);
    }
    long rows = 0;
    Map<String, Object> line = readLine(in);
    for (; line.containsKey("table"); line = readLine(in), rows++) {
      insertRow(handle, line);
    }
    verifyImport(handle, line, rows);
    return rows;
  }

  private static void verifyImport(Handle handle, Map<String, Object> end, long rows) {
    handle.execute("update head set seq = ?, hash = ?", end.get("seq"), end.get("hash"));
    IntegrityReport verdict = IntegrityReport.verifyAll(handle);
    if (((Number) end.get("rows")).longValue() != rows || !verdict.isIntact()) {
      throw importRefused("the export is incomplete or was edited: " + verdict.faults());
    }
  }

  private static void insertRow(Handle handle, Map<String, Object> line) {
    Map<?, ?> row = (Map<?, ?>) line.get("row");
    List<String> names = row.keySet().stream().map(String::valueOf).toList();
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

  private static Map<String, Object> readLine(BufferedReader in) {
    try {
      String line = in.readLine();
      if (line == null) {
        throw importRefused("the export ends early");
      }
      return CanonicalJson.JSON.readValue(line, ROW);
    } catch (JsonProcessingException e) {
      throw importRefused("the export holds a line that is no JSON");
    } catch (IOException e) {
      throw new UncheckedIOException("the export cannot be read", e);
    }
  }

  /** Takes a retired journal back into use; only right if its export was never used. */
  public static void revive(JournalLocation place, InstantSource clock) {
    InstanceLock lock = InstanceLock.acquire(place);
    try (JournalDatabase store = JournalDatabase.openEvenIfRetired(place)) {
      recordEvent(store, clock, "revived", "its export was not used");
    } finally {
      InstanceLock.release(lock);
    }
  }

  private static void recordEvent(
      JournalDatabase store, InstantSource clock, String event, String sentence) {
    store.write(h -> AuditLog.appendJournalEvent(h, clock.instant(), event, sentence));
  }

  private static Failure.Stop importRefused(String because) {
    return new Failure.Stop(FailureReason.JOURNAL, 2, "import refused: " + because);
  }

  /** Counts what it writes. */
  private static final class JsonLineWriter {
    private final Appendable out;
    private long count;

    JsonLineWriter(Appendable out) {
      this.out = out;
    }

    void write(Object tree) {
      try {
        out.append(CanonicalJson.toJson(tree)).append('\n');
        count++;
      } catch (IOException e) {
        throw new UncheckedIOException("the export cannot be written", e);
      }
    }

    long count() {
      return count;
    }
  }
}
