package journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.SignedSubmissionVerifier;
import domain.Claim;
import domain.FailureReason;
import domain.Submission.SubmissionOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import journal.Journal;
import journal.JournalReader;
import journal.JournalSamples;
import journal.SignedSamples;
import journal.database.JournalLocation;
import journal.entry.IntegrityReport;
import journal.entry.SubmissionVerifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What verifying finds when somebody edits the file behind our back. */
class RowIntegrityCheckTest {
  private static final List<String> KEY = List.of("chain_id", "topic", "nonce", "worker");

  /** What the signed bytes prove; sentences, times and rows without signed bytes prove nothing. */
  private static final Map<String, List<String>> PROVEN =
      Map.of(
          "entry",
          List.of("state"),
          "claim",
          List.of("value"),
          "attempt",
          List.of(
              "number",
              "tx_bytes",
              "hash",
              "sequence",
              "gas_limit",
              "fee",
              "timeout_height",
              "account_number",
              "status"),
          "day",
          List.of("day", "topic", "state", "reason", "count"));

  @TempDir Path folder;

  private JournalLocation place() {
    return JournalLocation.file(folder.resolve("journal.db"));
  }

  private void fill(int windows) {
    try (Journal journal = Journal.open(place(), JournalSamples.CLOCK)) {
      for (int i = 1; i <= windows; i++) {
        SignedSamples.sign(journal, i, "0." + i);
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
  void namesARowWhoseValueIsNotTheSignedOne() throws Exception {
    fill(3);
    sql("update claim set value = '9' where nonce = 2");
    assertEquals(
        List.of("window 67@2 was edited: attempt 1: its signed value is 0.2, the row says 9"),
        faults());
  }

  @Test
  void namesARowWhoseBytesWereChanged() throws Exception {
    fill(3);
    sql("update attempt set tx_bytes = 'AAAA' where nonce = 1");
    assertEquals(
        List.of(
            "window 67@1 was edited: attempt 1: its signed bytes do not have the hash of the row"),
        faults());
  }

  @Test
  void namesARowWhoseStateCannotHaveComeAbout() throws Exception {
    fill(2);
    sql("update entry set state = 'accepted' where nonce = 1; delete from attempt where nonce = 2");
    assertEquals(
        List.of(
            "window 67@1 was edited: no row in this state looks like this",
            "window 67@2 was edited: no row in this state looks like this",
            "the daily totals were edited: `dromedary journal repair` counts them anew"),
        faults());
  }

  @Test
  void checksMoreRowsThanFitAPage() {
    try (Journal journal = Journal.open(place(), JournalSamples.CLOCK)) {
      for (int i = 1; i <= 450; i++) {
        journal.ensureEntry(JournalSamples.window(i));
      }
      assertEquals(
          new IntegrityReport(450, 0, List.of()), journal.reader().verify(SubmissionVerifier.NONE));
    }
  }

  /** A window in every stage, so that each column of each table holds something. */
  private void everything() {
    try (Journal journal = Journal.open(place(), JournalSamples.CLOCK)) {
      journal.ensureEntry(JournalSamples.window(1));
      journal.recordReason(JournalSamples.key(1), FailureReason.NO_DATA, "no candles");
      Claim claim = SignedSamples.claim(2, "0.2");
      SignedSamples.sign(journal, 2, "0.2");
      journal.markBroadcast(claim.key(), 1, JournalSamples.START, "node");
      journal.applyOutcome(claim.key(), 1, JournalSamples.rejected(9, JournalSamples.retryable()));
      journal.recordSignedAttempt(claim.key(), SignedSamples.attempt(claim, 2));
      journal.applyOutcome(claim.key(), 2, new SubmissionOutcome.Accepted(12));
      SignedSamples.sign(journal, 6, "0.6");
      journal.ensureEntry(JournalSamples.window(3));
      journal.markMissed(JournalSamples.key(3), FailureReason.NO_DATA, "no candles");
      journal.adoptStoredInference(JournalSamples.window(5), "0.5", 6);
    }
  }

  @TestFactory
  Stream<DynamicTest> findsAnyEditOfWhatTheSignedBytesProve() throws Exception {
    everything();
    assertEquals(List.of(), faults());
    List<DynamicTest> tests = new ArrayList<>();
    for (Map.Entry<String, List<String>> table : PROVEN.entrySet()) {
      for (String column : table.getValue()) {
        edits(tests, table.getKey(), column);
      }
    }
    for (String column : KEY) {
      edits(tests, "claim", column);
      edits(tests, "attempt", column);
    }
    assertTrue(tests.size() > 60, tests.size() + " edits");
    return tests.stream();
  }

  /** An adopted value, and an open row without one, have nothing that proves them. */
  private void edits(List<DynamicTest> tests, String table, String column) throws SQLException {
    String signed = table.equals("claim") && column.equals("value") ? " where source <> ''" : "";
    try (var c = open();
        var s = c.createStatement();
        var rows = s.executeQuery("select rowid from " + table + signed)) {
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
  void isNotMisledByADaemonThatWrites() throws Exception {
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
      SignedSamples.sign(journal, i, "0." + i);
      journal.applyOutcome(SignedSamples.key(i), 1, new SubmissionOutcome.Accepted(i + 3));
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
  }

  private List<String> faults() {
    try (JournalReader reader = JournalReader.open(place())) {
      return reader.verify(SignedSubmissionVerifier::findMismatch).faults();
    }
  }
}
