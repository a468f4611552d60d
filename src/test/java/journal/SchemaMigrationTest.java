package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.SignedSubmissionVerifier;
import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.IntegrityReport;
import journal.entry.OutcomeCount;
import journal.store.DryRunRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals that versions before the second schema have written, on both engines. */
class SchemaMigrationTest {
  @RegisterExtension static final PostgresPlaces PLACES = new PostgresPlaces();
  @TempDir Path folder;
  private JournalLocation location;

  /**
   * Two accepted windows and one that was signed, a rehearsal, a transaction the operator knows.
   */
  private void createOldJournal(String engine) throws SQLException {
    location =
        engine.equals("postgresql")
            ? PLACES.newDatabase()
            : JournalLocation.file(folder.resolve("journal.db"));
    String[] login = login();
    Flyway.configure().dataSource(login[0], login[1], login[2]).target("1").load().migrate();
    insertRow(1, "0.1", "accepted");
    insertRow(2, "0.2", "accepted");
    insertRow(3, "0.3", "signed");
    sql(
        "insert into day values (20777, 67, 'accepted', '', 2)",
        "insert into dry_run values (4, 5, 'testnet-1', 67, 9, 'w', '0.9', 'tiingo', 'art')",
        "insert into chronicle values (4, 5, 'rehearsed', '', 0, 0, '', '[]', 'h4')",
        "insert into chronicle values (5, 6, 'recognised', '', 0, 0, '', 'ABCD', 'h5')",
        "update head set seq = 5, hash = 'h5'",
        "insert into entry (chain_id, topic, nonce, worker, last_height, opened_at, closes_at,"
            + " state, reason, why, note_hash, seq) values"
            + " ('testnet-1', 67, 0, 'w', 1, 1, 1, 'missed', 'DOPPELGANGER', 'x', 'h', 7),"
            + " ('testnet-1', 67, 8, 'w', 9, 9, 9, 'open', 'DRY_RUN', 'would have', 'h', 8),"
            + " ('testnet-2', 67, 0, 'w', 1, 1, 1, 'missed', 'NO_DATA', 'x', 'h', 9)");
  }

  private String[] login() {
    return location instanceof JournalLocation.PostgresServer server
        ? new String[] {server.url(), server.user(), server.password()}
        : new String[] {"jdbc:sqlite:" + folder.resolve("journal.db"), "", ""};
  }

  private void sql(String... statements) throws SQLException {
    String[] login = login();
    try (Connection c = DriverManager.getConnection(login[0], login[1], login[2]);
        var s = c.createStatement()) {
      for (String statement : statements) {
        s.execute(statement);
      }
    }
  }

  private void insertRow(long nonce, String value, String state) throws SQLException {
    Claim claim = SignedSamples.claim(nonce, value);
    Attempt a = SignedSamples.attempt(claim, 1);
    String key = "'testnet-1', 67, " + nonce + ", '" + claim.key().worker() + "'";
    boolean accepted = state.equals("accepted");
    long opened = claim.window().openedAt().toEpochMilli();
    sql(
        "insert into entry (chain_id, topic, nonce, worker, last_height, opened_at, closes_at,"
            + " state, sent_at, endpoint, settled_height, note_hash, seq) values (%s, %d, %d, %d,"
                .formatted(key, claim.window().lastHeight(), opened, opened + 3_000_000)
            + " '%s', %s, 'h%d', %d)"
                .formatted(state, accepted ? "5, 'node', 9" : "null, null, null", nonce, nonce),
        "insert into claim values (%s, '%s', 'tiingo', 0, 5, 720, 'in', 'art', '1', 'known')"
            .formatted(key, value),
        "insert into attempt values (%s, 1, '%s', '%s', %d, %d, '%s', %d, '%s', null)"
            .formatted(
                key,
                a.txBytes(),
                a.hash(),
                a.sequence(),
                a.gasLimit(),
                a.fee(),
                a.timeoutHeight(),
                accepted ? "included" : "live"),
        "insert into chronicle values (%2$d, 5, 'settled', %1$s, '{}', 'h%2$d')"
            .formatted(key, nonce));
  }

  private Journal open() {
    return Journal.open(
        location,
        JournalSamples.CLOCK,
        SignedSubmissionVerifier::findMismatch,
        () -> "testnet-1",
        false);
  }

  private static IntegrityReport verify(Journal journal) {
    return journal.reader().verify(SignedSubmissionVerifier::findMismatch);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void takesOverEveryRowAndProvesIt(String engine) throws Exception {
    createOldJournal(engine);
    try (Journal journal = open()) {
      List<Entry> rows = journal.reader().findLatest(EntryFilter.ALL, 9);
      assertEquals(
          List.of(EntryState.SIGNED, EntryState.ACCEPTED, EntryState.ACCEPTED, EntryState.MISSED),
          rows.stream().map(Entry::state).toList());
      assertEquals(FailureReason.DUPLICATE_WORKER, rows.get(3).reason());
      assertEquals(
          4,
          journal.reader().countOutcomes(Instant.EPOCH).stream()
              .mapToLong(OutcomeCount::count)
              .sum());
      assertTrue(journal.reader().isAcknowledged("ABCD"));
      assertEquals(
          List.of("0.9"),
          journal.reader().findDryRuns(9).stream().map(DryRunRecord::value).toList());
      assertEquals(new IntegrityReport(5, 3, List.of()), verify(journal));
      SignedSamples.sign(journal, 4, "0.4");
      assertEquals(new IntegrityReport(6, 0, List.of()), verify(journal));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void namesARowWhoseBytesWereChangedByHand(String engine) throws Exception {
    createOldJournal(engine);
    sql("update attempt set tx_bytes = 'AAAA' where nonce = 1");
    sql(
        "update attempt set tx_bytes = (select tx_bytes from attempt where nonce = 3),"
            + " hash = (select hash from attempt where nonce = 3) where nonce = 2");
    try (Journal journal = open()) {
      assertEquals(
          List.of(
              "window 67@1 was edited: attempt 1: its signed bytes do not have the hash of the row",
              "window 67@2 was edited: attempt 1: its signed window is 3, the row says 2"),
          verify(journal).faults());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void refusesToActOnAnUnfinishedRowWhoseValueWasChanged(String engine) throws Exception {
    createOldJournal(engine);
    sql("update claim set value = '9' where nonce = 3");
    Failure.Stop stop = assertThrows(Failure.Stop.class, this::open);
    assertEquals(2, stop.exitCode());
    assertTrue(stop.getMessage().contains("its signed value is 0.3, the row says 9"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void anExportedOneStaysRetired(String engine) throws Exception {
    createOldJournal(engine);
    sql("insert into chronicle values (6, 7, 'retired', '', 0, 0, '', 'exported', 'h6')");
    assertTrue(assertThrows(Failure.Stop.class, this::open).getMessage().contains("exported"));
    JournalTransfer.revive(location);
    open().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void theHashChainAndItsLockAreGone(String engine) throws Exception {
    createOldJournal(engine);
    open().close();
    for (String table : List.of("chronicle", "head")) {
      String query = "select count(*) from " + table;
      assertFalse(assertThrows(SQLException.class, () -> sql(query)).getMessage().isEmpty());
    }
  }
}
