package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.Reason;
import domain.Receipt;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk, the power and the operator can do to a journal file. */
class DurabilityTest {
  @TempDir Path folder;
  private long settled;

  private Path file() {
    return folder.resolve("journal.db");
  }

  private JournalPlace place() {
    return JournalPlace.file(file());
  }

  private Journal open() {
    return Journal.open(place(), Sample.CLOCK);
  }

  private void fill(int windows) {
    try (Journal journal = open()) {
      for (int i = 1; i <= windows; i++) {
        journal.claim(Sample.claim(i, "0." + i));
        journal.signed(Sample.key(i), Sample.attempt(i, 1));
      }
    }
  }

  private void sql(String statement) throws SQLException {
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + file());
        var s = c.createStatement()) {
      s.execute(statement);
    }
  }

  private String refusal() {
    Failure.Stop stop = assertThrows(Failure.Stop.class, this::open);
    assertEquals(2, stop.exitCode());
    assertEquals(Reason.JOURNAL, stop.reason());
    return stop.getMessage();
  }

  @Test
  void refusesASecondWriterAndNamesTheFirst() {
    try (Journal first = open()) {
      assertTrue(refusal().contains("process " + ProcessHandle.current().pid()));
      assertTrue(first.unsettled().isEmpty());
    }
    open().close();
  }

  @Test
  void isReadWhileItIsWritten() {
    try (Journal writer = open();
        History reader = Journal.read(place())) {
      writer.claim(Sample.claim(10, "0.5"));
      assertEquals(State.CLAIMED, reader.find(Sample.key(10)).orElseThrow().state());
    }
  }

  @Test
  void aReaderCannotWrite() {
    fill(1);
    try (History reader = Journal.read(place())) {
      Failure.Stop stop =
          assertThrows(
              Failure.Stop.class, () -> reader.store().write(h -> h.execute("delete from head")));
      assertTrue(stop.getMessage().contains("read-only"));
    }
  }

  @Test
  void readingNeedsAJournal() {
    assertThrows(Failure.Stop.class, () -> Journal.read(place()));
  }

  @Test
  void refusesANewerSchema() throws Exception {
    fill(1);
    sql("update flyway_schema_history set version = '99'");
    assertTrue(refusal().contains("newer than this program"));
    assertThrows(Failure.Stop.class, () -> Journal.read(place()));
  }

  @Test
  void refusesAFileThatIsNoDatabase() throws Exception {
    Files.writeString(file(), "this is not a journal, however long it may be".repeat(100));
    assertTrue(refusal().contains("damaged"));
  }

  @Test
  void refusesATruncatedFile() throws Exception {
    fill(50);
    try (RandomAccessFile f = new RandomAccessFile(file().toFile(), "rw")) {
      f.setLength(f.length() / 2);
    }
    assertTrue(refusal().contains("damaged"));
  }

  @Test
  void refusesATornPage() throws Exception {
    fill(50);
    try (RandomAccessFile f = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 4; page < f.length() / 4096; page += 2) {
        f.seek(page * 4096);
        f.write(new byte[512]);
      }
    }
    assertTrue(refusal().contains("damaged"));
  }

  @Test
  void refusesAPlaceThatCannotBeMade() throws Exception {
    Path blocker = Files.writeString(folder.resolve("file"), "");
    JournalPlace under = JournalPlace.file(blocker.resolve("journal.db"));
    assertThrows(Failure.Stop.class, () -> Journal.open(under, Sample.CLOCK));
  }

  @Test
  void aFullDiskStopsAndLosesNothing() {
    try (Journal journal = open()) {
      journal.claim(Sample.claim(1, "0.1"));
      Failure.Stop stop =
          assertThrows(
              Failure.Stop.class,
              () ->
                  journal
                      .store()
                      .write(
                          h -> {
                            h.execute("pragma max_page_count = 1");
                            return fill(h);
                          }));
      assertTrue(stop.getMessage().contains("disk is full"));
      assertEquals(2, stop.exitCode());
      assertEquals("0.1", journal.find(Sample.key(1)).orElseThrow().value());
    }
    try (Journal again = open()) {
      assertTrue(again.history().verify().sound());
    }
  }

  private static int fill(Handle handle) {
    for (int i = 2; i < 2000; i++) {
      Writes.open(handle, Sample.window(i));
      Writes.advance(
          handle, Sample.START, Sample.key(i), "missed", e -> e.missed(Reason.NO_DATA, "none"));
    }
    return 0;
  }

  /** Every act is one commit; whatever the cut leaves of the log, all or nothing of it is there. */
  @Test
  void aPowerCutLeavesEveryFinishedActAndNoHalfOne() throws Exception {
    List<State> reached = new ArrayList<>();
    try (Journal journal = open()) {
      settled = Files.size(folder.resolve("journal.db-wal"));
      journal.seen(Sample.window(10));
      cut(journal, reached);
      journal.claim(Sample.claim(10, "0.5"));
      cut(journal, reached);
      journal.signed(Sample.key(10), Sample.attempt(10, 1));
      cut(journal, reached);
      journal.sent(Sample.key(10), Sample.START, "a");
      cut(journal, reached);
      journal.settle(Sample.key(10), new Receipt.Accepted(12));
      cut(journal, reached);
    }
    assertEquals(
        List.of(State.OPEN, State.CLAIMED, State.SIGNED, State.SENT, State.ACCEPTED), reached);
  }

  private void cut(Journal journal, List<State> reached) throws IOException {
    State before = reached.isEmpty() ? null : reached.get(reached.size() - 1);
    State now = journal.find(Sample.key(10)).orElseThrow().state();
    long length = Files.size(folder.resolve("journal.db-wal"));
    assertEquals(now, afterCut(length));
    for (long at = length - 1; at > settled; at -= 1500) {
      assertEquals(before, afterCut(at), "log cut at " + at + " of " + length);
    }
    settled = length;
    reached.add(now);
  }

  /** State of the window in a copy whose log ends early; null where not even its row is left. */
  private State afterCut(long length) throws IOException {
    Path copy = Files.createTempDirectory(folder, "cut").resolve("journal.db");
    Files.copy(file(), copy, StandardCopyOption.REPLACE_EXISTING);
    Path wal = copy.resolveSibling("journal.db-wal");
    Files.copy(file().resolveSibling("journal.db-wal"), wal);
    try (RandomAccessFile f = new RandomAccessFile(wal.toFile(), "rw")) {
      f.setLength(length);
    }
    try (History left = Journal.read(JournalPlace.file(copy))) {
      assertTrue(left.verify().sound());
      return left.find(Sample.key(10)).map(Entry::state).orElse(null);
    }
  }

  @Test
  void verifyingFindsAnEditedValue() throws Exception {
    fill(3);
    sql("update claim set value = '9' where nonce = 2");
    assertEquals(List.of("the row of window 67@2 was edited"), faults());
  }

  @Test
  void verifyingFindsEditedBytesRemovedRowsAndACutChronicle() throws Exception {
    fill(3);
    sql("update attempt set tx_bytes = 'AAAA' where nonce = 1");
    assertEquals(List.of("signed bytes of window 67@1 were edited"), faults());
    sql("delete from entry where nonce = 1");
    assertEquals(List.of("the row of window 67@1 was removed"), faults());
    sql("delete from chronicle where seq = 6");
    assertTrue(faults().contains("the chronicle ends at row 5, its end was cut or edited"));
  }

  @Test
  void verifyingFindsAnEditedChronicle() throws Exception {
    fill(3);
    sql("update chronicle set at = at + 1 where seq = 3");
    assertEquals(List.of("chronicle row 3 (claimed 67@2) was edited"), faults());
  }

  private List<String> faults() {
    try (History reader = Journal.read(place())) {
      return reader.verify().faults();
    }
  }
}
