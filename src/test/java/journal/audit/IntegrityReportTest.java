package journal.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.FailureReason;
import domain.SubmissionOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import journal.Journal;
import journal.JournalReader;
import journal.JournalSamples;
import journal.database.JournalLocation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What verifying finds when somebody edits the file behind our back. */
class IntegrityReportTest {
  private static final List<String> TABLES =
      List.of("entry", "claim", "attempt", "chronicle", "head", "day", "dry_run");

  @TempDir Path folder;

  private JournalLocation place() {
    return JournalLocation.file(folder.resolve("journal.db"));
  }

  private void fill(int windows) {
    try (Journal journal = Journal.open(place(), JournalSamples.CLOCK)) {
      for (int i = 1; i <= windows; i++) {
        journal.recordClaim(JournalSamples.claim(i, "0." + i));
        journal.recordSignedAttempt(JournalSamples.key(i), JournalSamples.attempt(i, 1));
      }
    }
  }

  private void sql(String statements) throws SQLException {
    try (var c = open();
        var s = c.createStatement()) {
      for (String statement : statements.split(";")) {
        s.execute(statement);
      }
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
    assertTrue(faults().contains("the row of window 67@1 was removed"));
    sql("delete from chronicle where seq = 6");
    assertTrue(faults().contains("the chronicle ends at row 5, its end was cut or edited"));
  }

  @Test
  void verifyingFindsAnEditedChronicle() throws Exception {
    fill(3);
    sql("update chronicle set at = at + 1 where seq = 3");
    assertEquals(List.of("chronicle row 3 (claimed 67@2) was edited"), faults());
  }

  /** A window in every stage, so that each column of each table holds something. */
  private void everything() {
    try (Journal journal = Journal.open(place(), JournalSamples.CLOCK)) {
      journal.ensureEntry(JournalSamples.window(1));
      journal.recordReason(JournalSamples.key(1), FailureReason.NO_DATA, "no candles");
      journal.recordClaim(JournalSamples.claim(2, "0.2"));
      journal.recordSignedAttempt(JournalSamples.key(2), JournalSamples.attempt(2, 1));
      journal.markBroadcast(JournalSamples.key(2), JournalSamples.START, "node");
      journal.applyOutcome(
          JournalSamples.key(2), JournalSamples.rejected(9, JournalSamples.retryable()));
      journal.recordSignedAttempt(JournalSamples.key(2), JournalSamples.attempt(2, 2));
      journal.applyOutcome(JournalSamples.key(2), new SubmissionOutcome.Accepted(12));
      journal.recordScore(JournalSamples.score(2));
      journal.ensureEntry(JournalSamples.window(3));
      journal.markMissed(JournalSamples.key(3), FailureReason.NO_DATA, "no candles");
      journal.adoptStoredInference(JournalSamples.window(5), "0.5", 6);
      journal.recordDryRun(JournalSamples.claim(4, "0.4"));
      journal.acknowledgeTransaction("HASH");
    }
  }

  @TestFactory
  Stream<DynamicTest> verifyingFindsAnyEditedColumnOfAnyRow() throws Exception {
    everything();
    List<DynamicTest> tests = new ArrayList<>();
    try (var c = open();
        var columns = c.getMetaData().getColumns(null, null, "%", "%")) {
      while (columns.next()) {
        String table = columns.getString("TABLE_NAME");
        if (TABLES.contains(table)) {
          edits(tests, table, columns.getString("COLUMN_NAME"));
        }
      }
    }
    assertTrue(tests.size() > 150, tests.size() + " edits");
    return tests.stream();
  }

  private void edits(List<DynamicTest> tests, String table, String column) throws SQLException {
    try (var c = open();
        var s = c.createStatement();
        var rows = s.executeQuery("select rowid from " + table)) {
      while (rows.next()) {
        String where = " where rowid = " + rows.getLong(1);
        tests.add(
            DynamicTest.dynamicTest(
                table + "." + column + where, () -> edit(table, column, where)));
      }
    }
  }

  /** A number grows, a text gets another end, what is unknown becomes known. */
  private void edit(String table, String column, String where) throws Exception {
    Path kept = folder.resolve("kept.db");
    Files.copy(folder.resolve("journal.db"), kept, StandardCopyOption.REPLACE_EXISTING);
    String set =
        "update %1$s set %2$s = case typeof(%2$s) when 'text' then %2$s || '1'"
            + " when 'null' then 1 else %2$s + 1000 end";
    sql("pragma ignore_check_constraints = on; " + set.formatted(table, column) + where);
    assertFalse(faults().isEmpty());
    Files.copy(kept, folder.resolve("journal.db"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void verifyingFindsAnyRemovedRow() throws Exception {
    everything();
    Path kept = Files.copy(folder.resolve("journal.db"), folder.resolve("kept.db"));
    for (String table : TABLES) {
      assertEquals(List.of(), faults());
      sql("delete from " + table + " where rowid = (select max(rowid) from " + table + ")");
      assertFalse(faults().isEmpty(), table);
      Files.copy(kept, folder.resolve("journal.db"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void verifyingIsNotMisledByADaemonThatWrites() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (Journal journal = Journal.open(place(), JournalSamples.CLOCK)) {
      Thread writer = new Thread(() -> write(journal, done));
      writer.start();
      for (int i = 0; i < 20; i++) {
        assertEquals(List.of(), faults());
      }
      done.set(true);
      writer.join();
    }
  }

  private static void write(Journal journal, AtomicBoolean done) {
    for (int i = 1; !done.get(); i++) {
      journal.recordClaim(JournalSamples.claim(i, "0." + i));
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
  }

  private List<String> faults() {
    try (JournalReader reader = Journal.openReadOnly(place())) {
      return reader.verify().faults();
    }
  }
}
