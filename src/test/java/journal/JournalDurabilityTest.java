package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import journal.database.JournalLocation;
import journal.entry.EntryState;
import journal.entry.SubmissionVerifier;
import journal.store.EntryRowWriter;
import laws.RefusingPort;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What the disk, the power and the operator can do to a journal file. */
@Tag("process")
class JournalDurabilityTest {
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("journal.db");
  }

  private JournalLocation place() {
    return JournalLocation.file(file());
  }

  private Journal open() {
    return Journal.open(place(), JournalSamples.CLOCK);
  }

  private void fill(int windows) {
    try (Journal journal = open()) {
      for (int i = 1; i <= windows; i++) {
        journal.recordClaim(JournalSamples.claim(i, "0." + i));
        journal.recordSignedAttempt(JournalSamples.key(i), JournalSamples.attempt(i, 1));
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
    assertEquals(FailureReason.JOURNAL, stop.reason());
    return stop.getMessage();
  }

  @Test
  void refusesASecondWriterAndNamesTheFirst() {
    try (Journal first = open()) {
      assertTrue(refusal().contains("process " + ProcessHandle.current().pid()));
      assertTrue(first.reader().findUnsettled().isEmpty());
    }
    open().close();
  }

  @Test
  void isReadWhileItIsWritten() {
    try (Journal writer = open();
        JournalReader reader = JournalReader.open(place())) {
      writer.recordClaim(JournalSamples.claim(10, "0.5"));
      assertEquals(EntryState.CLAIMED, reader.find(JournalSamples.key(10)).orElseThrow().state());
    }
  }

  @Test
  void aReaderCannotWrite() {
    fill(1);
    try (JournalReader reader = JournalReader.open(place())) {
      Failure.Stop stop =
          assertThrows(
              Failure.Stop.class, () -> reader.database().write(h -> h.execute("delete from day")));
      assertTrue(stop.getMessage().contains("read-only"));
    }
  }

  @Test
  void readingNeedsAJournal() {
    assertThrows(Failure.Stop.class, () -> JournalReader.open(place()));
  }

  @Test
  void refusesANewerSchema() throws Exception {
    fill(1);
    sql("update flyway_schema_history set version = '99'");
    assertTrue(refusal().contains("newer than this program"));
    assertThrows(Failure.Stop.class, () -> JournalReader.open(place()));
  }

  @Test
  void tablesOfAnotherProgramAreNotTakenForABrokenDisk() throws Exception {
    fill(1);
    sql("alter table claim rename column value to worth");
    try (JournalReader reader = JournalReader.open(place())) {
      Failure.Stop stop =
          assertThrows(Failure.Stop.class, () -> reader.find(JournalSamples.key(1)));
      assertTrue(stop.getMessage().contains("not those of this program"), stop.getMessage());
    }
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
  void refusesAnEmptyFileAsTheRestOfALostJournal() throws Exception {
    fill(1);
    Files.write(file(), new byte[0]);
    assertTrue(refusal().contains("it is empty"));
  }

  @Test
  void refusesToBeginAnewBesideTheLogOfALostFile() throws Exception {
    try (Journal journal = open()) {
      journal.recordClaim(JournalSamples.claim(1, "0.1"));
      Files.copy(folder.resolve("journal.db-wal"), folder.resolve("kept"));
    }
    Files.delete(file());
    Files.move(folder.resolve("kept"), folder.resolve("journal.db-wal"));
    assertTrue(refusal().contains("its file is gone"));
    assertTrue(Files.notExists(file()));
  }

  @Test
  void aFirstStartThatWasCutShortLeavesNothingInTheWay() throws Exception {
    Files.write(folder.resolve("journal.db.new"), new byte[0]);
    open().close();
    assertTrue(Files.notExists(folder.resolve("journal.db.new")));
  }

  @Test
  void stopsWhenAFileIsRemovedOrReplacedUnderIt() throws Exception {
    for (String part : List.of("", "-wal", ".lock")) {
      for (boolean replaced : new boolean[] {false, true}) {
        Path watched = folder.resolve("journal.db" + part);
        Journal journal = open();
        journal.ensureEntry(JournalSamples.window(1));
        Path copy = Files.copy(watched, folder.resolve("copy"));
        Files.delete(watched);
        if (replaced) {
          Files.move(copy, watched);
        }
        assertStopped(journal::verifyUnchanged);
        assertStopped(() -> journal.recordClaim(JournalSamples.claim(2, "0.2")));
        journal.close();
        Files.deleteIfExists(copy);
        for (String left : List.of("", "-wal", "-shm", ".lock")) {
          Files.deleteIfExists(folder.resolve("journal.db" + left));
        }
      }
    }
  }

  @Test
  void stopsWhenAnOlderCopyIsWrittenOverIt() throws Exception {
    fill(1);
    byte[] old = Files.readAllBytes(file());
    Journal journal = open();
    for (int i = 2; i < 200; i++) {
      journal.recordClaim(JournalSamples.claim(i, "0." + i));
    }
    journal.verifyUnchanged();
    Files.write(file(), old);
    Files.write(folder.resolve("journal.db-wal"), new byte[0]);
    assertStopped(journal::verifyUnchanged);
  }

  /** The file is not touched again, and its row is still not the one that was written. */
  @Test
  void aCheckThatFailedFailsAgain() throws Exception {
    try (Journal journal = open()) {
      journal.recordClaim(JournalSamples.claim(1, "0.1"));
      journal.verifyUnchanged();
      sql("update claim set value = '0.9'");
      assertStopped(journal::verifyUnchanged);
      assertStopped(journal::verifyUnchanged);
    }
  }

  private static void assertStopped(Executable step) {
    assertEquals(2, assertThrows(Failure.Stop.class, step).exitCode());
  }

  /** The umask of a test cannot be set, so what an older version made is opened to all instead. */
  @Test
  void isItsOwnersOnly() throws Exception {
    fill(1);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    Path deep = folder.resolve("new").resolve("deep");
    Journal.open(JournalLocation.file(deep.resolve("j.db")), JournalSamples.CLOCK).close();
    try (Journal journal = open()) {
      journal.ensureEntry(JournalSamples.window(9));
      for (String part : List.of("", "-wal", "-shm", ".lock")) {
        assertEquals("rw-------", mode(folder.resolve("journal.db" + part)));
      }
    }
    assertEquals("rwx------", mode(deep));
    assertEquals("rwx------", mode(deep.getParent()));
    assertEquals("rw-------", mode(deep.resolve("j.db")));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** Closing any handle of the lock file would free the lock for other processes. */
  @Test
  void aSecondOpeningInThisProcessLeavesTheLockHeldForOthers() throws Exception {
    try (Journal first = open()) {
      refusal();
      assertTrue(Journal.isInUse(place()));
      assertTrue(first.reader().findUnsettled().isEmpty());
      String locks = Files.readString(Path.of("/proc/locks"));
      Object inode = Files.getAttribute(Path.of(file() + ".lock"), "unix:ino");
      assertTrue(locks.lines().anyMatch(it -> it.contains(":" + inode + " ")), locks);
    }
    open().close();
  }

  @Test
  void aLinkLeadsToTheSameLock() throws Exception {
    fill(1);
    Path link = Files.createSymbolicLink(folder.resolve("link.db"), file());
    try (Journal first = open()) {
      assertThrows(
          Failure.Stop.class, () -> Journal.open(JournalLocation.file(link), JournalSamples.CLOCK));
      assertEquals(1, first.reader().findUnsettled().size());
    }
  }

  @Test
  void refusesToActOnAnUnfinishedRowThatWasEdited() throws Exception {
    fill(3);
    sql("update attempt set tx_bytes = 'AAAA' where nonce = 2");
    assertTrue(refusal().contains("window 67@2 was edited"));
  }

  @Test
  void aServerThatIsNotThereMayBeThereAfterARestart() {
    JournalLocation nowhere =
        new JournalLocation.PostgresServer(
            "jdbc:postgresql://" + RefusingPort.address() + "/none", "x", "");
    Failure.Stop stop =
        assertThrows(Failure.Stop.class, () -> Journal.open(nowhere, JournalSamples.CLOCK));
    assertEquals(69, stop.exitCode());
    assertTrue(stop.getMessage().contains("check that the server runs"));
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
    JournalLocation under = JournalLocation.file(blocker.resolve("journal.db"));
    assertThrows(Failure.Stop.class, () -> Journal.open(under, JournalSamples.CLOCK));
  }

  @Test
  void aFullDiskStopsAndLosesNothing() {
    try (Journal journal = open()) {
      journal.recordClaim(JournalSamples.claim(1, "0.1"));
      Failure.Stop stop =
          assertThrows(
              Failure.Stop.class,
              () ->
                  journal
                      .database()
                      .write(
                          h -> {
                            h.execute("pragma max_page_count = 1");
                            return fill(h);
                          }));
      assertTrue(stop.getMessage().contains("disk is full"));
      assertEquals(2, stop.exitCode());
      assertEquals("0.1", journal.find(JournalSamples.key(1)).orElseThrow().value());
    }
    try (Journal again = open()) {
      assertTrue(again.reader().verify(SubmissionVerifier.NONE).isIntact());
    }
  }

  private static int fill(Handle handle) {
    for (int i = 2; i < 2000; i++) {
      EntryRowWriter.createAndApply(
          handle, JournalSamples.window(i), e -> e.toMissed(FailureReason.NO_DATA, "none"));
    }
    return 0;
  }
}
