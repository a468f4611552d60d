package journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import domain.Failure;
import domain.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Moves a journal to another host or engine as lines of JSON. Exporting retires the original, so
 * that the two can never both answer a window; importing wants an empty journal and checks it all.
 */
public final class Transfer {
  private static final List<String> TABLES =
      List.of("entry", "claim", "attempt", "chronicle", "day", "dry_run");
  private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};

  private Transfer() {}

  /**
   * Writes everything, then retires this journal: it refuses to be opened for writing until {@link
   * #revive}.
   */
  public static void export(Journal journal, Appendable out) {
    event(journal.store(), journal.clock(), "retired", "exported to be used elsewhere");
    copy(journal.history(), out);
  }

  /** Writes everything and leaves the journal in use: a backup, not a move. */
  public static void copy(History history, Appendable out) {
    history.store().snapshot(h -> dump(h, out));
  }

  private static Void dump(Handle handle, Appendable out) {
    Lines lines = new Lines(out);
    lines.write(Map.of("journal", "dromedary", "schema", Schema.NEWEST));
    for (String table : TABLES) {
      try (var rows = query(handle, table).mapToMap().stream()) {
        rows.forEach(row -> lines.write(Map.of("table", table, "row", row)));
      }
    }
    Chronicle.Link head = Chronicle.head(handle);
    lines.write(Map.of("rows", lines.count() - 1, "seq", head.seq(), "hash", head.hash()));
    return null;
  }

  private static Query query(Handle handle, String table) {
    return handle.createQuery("select * from " + table).setFetchSize(1000);
  }

  /**
   * Fills an empty journal. A journal with any row, a cut or edited file is refused with exit code
   * 2 and nothing is changed.
   *
   * @return lines taken in
   */
  public static long load(JournalPlace place, InstantSource clock, BufferedReader in) {
    try (Journal journal = Journal.open(place, clock)) {
      return journal
          .store()
          .write(
              h -> {
                Chronicle.lock(h);
                long rows = fill(h, in);
                Chronicle.note(h, clock.instant(), "imported", rows + " rows");
                return rows;
              });
    }
  }

  private static long fill(Handle handle, BufferedReader in) {
    if (Chronicle.head(handle).seq() > 0
        || !Rows.select(handle, "limit 1", "1", q -> {}).isEmpty()) {
      throw refusal("the journal here is not empty, and an import never overwrites");
    }
    Map<String, Object> first = next(in);
    if (!"dromedary".equals(first.get("journal"))
        || !Objects.equals(first.get("schema"), Schema.NEWEST)) {
      throw refusal("this is no export of a journal with schema " + Schema.NEWEST);
    }
    long rows = 0;
    Map<String, Object> line = next(in);
    for (; line.containsKey("table"); line = next(in), rows++) {
      insert(handle, line);
    }
    finish(handle, line, rows);
    return rows;
  }

  private static void finish(Handle handle, Map<String, Object> end, long rows) {
    handle.execute("update head set seq = ?, hash = ?", end.get("seq"), end.get("hash"));
    Verdict verdict = Verdict.of(handle);
    if (((Number) end.get("rows")).longValue() != rows || !verdict.sound()) {
      throw refusal("the export is incomplete or was edited: " + verdict.faults());
    }
  }

  private static void insert(Handle handle, Map<String, Object> line) {
    Map<?, ?> row = (Map<?, ?>) line.get("row");
    List<String> names = row.keySet().stream().map(String::valueOf).toList();
    boolean known = TABLES.contains(line.get("table"));
    if (!known || !names.stream().allMatch(n -> n.matches("[a-z_]+"))) {
      throw refusal("the export holds a row that no journal has");
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

  private static Map<String, Object> next(BufferedReader in) {
    try {
      String line = in.readLine();
      if (line == null) {
        throw refusal("the export ends early");
      }
      return Canon.JSON.readValue(line, ROW);
    } catch (JsonProcessingException e) {
      throw refusal("the export holds a line that is no JSON");
    } catch (IOException e) {
      throw new UncheckedIOException("the export cannot be read", e);
    }
  }

  /** Takes a retired journal back into use; only right if its export was never used. */
  public static void revive(JournalPlace place, InstantSource clock) {
    InstanceLock lock = InstanceLock.take(place);
    try (Store store = Store.retired(place)) {
      event(store, clock, "revived", "its export was not used");
    } finally {
      InstanceLock.release(lock);
    }
  }

  private static void event(Store store, InstantSource clock, String event, String sentence) {
    store.write(h -> Chronicle.note(h, clock.instant(), event, sentence));
  }

  private static Failure.Stop refusal(String because) {
    return new Failure.Stop(Reason.JOURNAL, 2, "import refused: " + because);
  }

  /** Counts what it writes. */
  private static final class Lines {
    private final Appendable out;
    private long count;

    Lines(Appendable out) {
      this.out = out;
    }

    void write(Object tree) {
      try {
        out.append(Canon.json(tree)).append('\n');
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
