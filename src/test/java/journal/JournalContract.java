package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import journal.database.JournalLocation;
import journal.entry.AttemptRecord.AttemptStatus;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.IntegrityReport;
import journal.entry.OutcomeCount;
import journal.entry.SubmissionVerifier;
import journal.store.DryRunRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a journal promises, whatever database lies under it. */
abstract class JournalContract {
  Journal journal;

  /** A fresh, empty place. */
  abstract JournalLocation place() throws Exception;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(place(), JournalSamples.CLOCK);
  }

  @AfterEach
  void close() {
    if (journal != null) {
      journal.close();
    }
  }

  @Test
  void carriesAWindowFromOpenToScored() {
    journal.ensureEntry(JournalSamples.window(10));
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
    journal.markBroadcast(
        JournalSamples.key(10), 1, JournalSamples.START.plusSeconds(52), "node-a");
    journal.applyOutcome(JournalSamples.key(10), 1, new SubmissionOutcome.Accepted(12));
    journal.recordScore(JournalSamples.score(10));

    Entry e = journal.find(JournalSamples.key(10)).orElseThrow();
    assertEquals(EntryState.ACCEPTED, e.state());
    assertEquals(JournalSamples.claim(10, "0.5"), e.claim().orElseThrow());
    assertEquals(JournalSamples.attempt(10, 1), e.liveAttempt().orElseThrow());
    assertEquals(2.0, e.secondsToBroadcast().orElseThrow());
    assertEquals("node-a", e.endpoint());
    assertEquals(12, e.settledHeight());
    assertEquals(JournalSamples.score(10), e.score());
    assertEquals(
        OptionalLong.of(10), journal.reader().newestAcceptedNonce("testnet-1", 67, "allo1worker"));
  }

  @Test
  void seeingAWindowAgainChangesNothing() {
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    assertEquals(EntryState.CLAIMED, journal.ensureEntry(JournalSamples.window(10)).state());
  }

  @Test
  void keepsTheFirstValueForEver() {
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    assertThrows(Failure.Skip.class, () -> journal.recordClaim(JournalSamples.claim(10, "0.6")));
    assertEquals("0.5", journal.recordClaim(JournalSamples.claim(10, "0.5")).value());
    assertEquals("0.5", journal.find(JournalSamples.key(10)).orElseThrow().value());
  }

  @Test
  void refusesASecondAttemptWhileTheFirstMayLive() {
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
    assertThrows(
        Failure.Skip.class,
        () -> journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 2)));
    journal.markAttemptDead(JournalSamples.key(10), 1, FailureReason.SEQUENCE, "sequence spent");
    Entry e = journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 2));
    assertEquals(2, e.liveAttempt().orElseThrow().number());
    assertEquals(
        AttemptStatus.DEAD,
        journal.find(JournalSamples.key(10)).orElseThrow().attempts().get(0).status());
  }

  @Test
  void keepsTheLatestReasonWhileTheWindowIsOpen() {
    journal.ensureEntry(JournalSamples.window(10));
    journal.recordReason(JournalSamples.key(10), FailureReason.NO_DATA, "tiingo answers 503");
    journal.recordReason(
        JournalSamples.key(10), FailureReason.STALE_DATA, "newest candle is 3 h old");
    Entry e = journal.find(JournalSamples.key(10)).orElseThrow();
    assertEquals(FailureReason.STALE_DATA, e.reason());
    assertEquals("newest candle is 3 h old", e.reasonDetail());
  }

  @Test
  void listsWhatIsUnsettledOldestFirst() {
    journal.recordClaim(JournalSamples.claim(30, "0.3"));
    journal.recordClaim(JournalSamples.claim(10, "0.1"));
    journal.ensureEntry(JournalSamples.window(20));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
    assertEquals(
        List.of(10L, 30L),
        journal.reader().findUnsettled().stream().map(e -> e.key().nonce()).toList());
  }

  @Test
  void listsOpenWindowsThatEnded() {
    journal.ensureEntry(JournalSamples.window(10));
    assertTrue(journal.reader().findOverdue("testnet-1", 610).isEmpty());
    assertEquals(1, journal.reader().findOverdue("testnet-1", 611).size());
    journal.markMissed(JournalSamples.key(10), FailureReason.NO_DATA, "no candles");
    assertTrue(journal.reader().findOverdue("testnet-1", 611).isEmpty());
  }

  @Test
  void fillsTheEpochsNobodySaw() {
    journal.recordClaim(JournalSamples.claim(720, "0.1"));
    int filled =
        journal.backfillMissedWindows(
            JournalSamples.window(3600),
            720,
            Duration.ofSeconds(5),
            FailureReason.NOT_RUNNING,
            "was down");
    assertEquals(3, filled);
    List<Entry> rows =
        journal.reader().findLatest(new EntryFilter(67L, EntryState.MISSED, null, null), 10);
    assertEquals(List.of(2880L, 2160L, 1440L), rows.stream().map(e -> e.key().nonce()).toList());
    assertEquals(JournalSamples.window(1440), rows.get(2).window());
    assertEquals(FailureReason.NOT_RUNNING, rows.get(2).reason());
  }

  /** As by a replica that was frozen between question and answer. */
  @Test
  void aLateWordAboutAnEarlierAttemptChangesNothing() {
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
    journal.markAttemptDead(JournalSamples.key(10), 1, FailureReason.SEQUENCE, "sequence spent");
    Entry e = journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 2));
    journal.markBroadcast(JournalSamples.key(10), 1, JournalSamples.START, "node");
    journal.applyOutcome(JournalSamples.key(10), 1, new SubmissionOutcome.NotFound(12, true));
    journal.applyOutcome(
        JournalSamples.key(10), 1, JournalSamples.rejected(12, JournalSamples.retryable()));
    assertEquals(e, journal.find(JournalSamples.key(10)).orElseThrow());
  }

  @Test
  void countsFailedTransactionsIntoWhatAnAcceptedInferenceCosts() {
    assertTrue(
        journal.reader().averageFeePerAccepted("testnet-1", JournalSamples.WORKER).isEmpty());
    journal.recordClaim(JournalSamples.claim(10, "0.1"));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
    journal.markAttemptDead(JournalSamples.key(10), 1, FailureReason.REFUSED, "never in a block");
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 2));
    journal.applyOutcome(
        JournalSamples.key(10), 2, JournalSamples.rejected(12, JournalSamples.retryable()));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 3));
    journal.applyOutcome(JournalSamples.key(10), 3, new SubmissionOutcome.Accepted(14));
    assertEquals(
        BigInteger.valueOf(10_000),
        journal.reader().averageFeePerAccepted("testnet-1", JournalSamples.WORKER).orElseThrow());
    assertTrue(journal.reader().averageFeePerAccepted("testnet-1", "allo1other").isEmpty());
  }

  @Test
  void countsByStateAndReason() {
    journal.recordClaim(JournalSamples.claim(10, "0.1"));
    journal.ensureEntry(JournalSamples.window(20));
    journal.markMissed(JournalSamples.key(20), FailureReason.NO_DATA, "no candles");
    journal.ensureEntry(JournalSamples.window(30));
    journal.markMissed(JournalSamples.key(30), FailureReason.NO_DATA, "no candles");
    assertEquals(
        List.of(
            new OutcomeCount(67, Role.WORKER, EntryState.CLAIMED, null, 1),
            new OutcomeCount(67, Role.WORKER, EntryState.MISSED, FailureReason.NO_DATA, 2)),
        journal.reader().countOutcomes(JournalSamples.START));
    assertEquals(1, journal.reader().countOutcomes(JournalSamples.window(30).openedAt()).size());
  }

  @Test
  void offersAcceptedEntriesForScoringOnce() {
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    journal.applyOutcome(JournalSamples.key(10), 0, new SubmissionOutcome.Accepted(12));
    assertEquals(
        1,
        journal
            .reader()
            .findUnscored(67, JournalSamples.START, JournalSamples.window(20).openedAt())
            .size());
    journal.recordScore(JournalSamples.score(10));
    assertTrue(
        journal
            .reader()
            .findUnscored(67, JournalSamples.START, JournalSamples.window(20).openedAt())
            .isEmpty());
  }

  @Test
  void knowsTheNewestLossMethodOfATopic() {
    assertEquals(Optional.empty(), journal.reader().lossMethod(67));
    for (String method : List.of("mse", "czar", "czar")) {
      journal.recordLossMethod("testnet-1", 67, method);
    }
    journal.recordLossMethod("testnet-1", 68, "mae");
    assertEquals(Optional.of("czar"), journal.reader().lossMethod(67));
    assertEquals(Optional.of("mae"), journal.reader().lossMethod(68));
  }

  @Test
  void offersNeitherAdoptedNorOldEntriesForScoring() {
    journal.adoptStoredInference(JournalSamples.window(10), "0.5", 12);
    journal.recordClaim(JournalSamples.claim(20, "0.5"));
    journal.applyOutcome(JournalSamples.key(20), 0, new SubmissionOutcome.Accepted(22));
    Instant end = JournalSamples.window(30).openedAt();
    assertEquals(1, journal.reader().findUnscored(67, JournalSamples.START, end).size());
    assertTrue(
        journal.reader().findUnscored(67, JournalSamples.window(20).openedAt(), end).isEmpty());
  }

  /** Heights and rows of one network say nothing about another's. */
  @Test
  void showsAndCountsTheRowsOfItsNetworkOnly() throws Exception {
    journal.close();
    JournalLocation shared = place();
    fillAs(shared, "chain-a");
    fillAs(shared, "chain-b");
    String[] spoken = {""};
    try (Journal one =
        Journal.open(
            shared, JournalSamples.CLOCK, SubmissionVerifier.NONE, () -> spoken[0], false)) {
      assertTrue(one.reader().findUnsettled().isEmpty());
      spoken[0] = "chain-a";
      JournalReader reader = one.reader();
      assertEquals(1, one.reader().findUnsettled().size());
      assertEquals(3, reader.findLatest(EntryFilter.ALL, 9).size());
      assertTrue(
          reader.findLatest(new EntryFilter(67L, null, null, null), 9).stream()
              .allMatch(it -> it.key().chainId().equals("chain-a")));
      assertEquals(
          List.of(1L, 1L, 1L),
          reader.countOutcomes(JournalSamples.START).stream().map(OutcomeCount::count).toList());
      assertEquals(
          3, reader.countOutcomes(Instant.EPOCH).stream().mapToLong(OutcomeCount::count).sum());
      assertEquals(1, reader.findDryRuns(9).size());
      Instant end = JournalSamples.window(99).openedAt();
      assertEquals(1, reader.findUnscored(67, JournalSamples.START, end).size());
      assertTrue(reader.verify(SubmissionVerifier.NONE).isIntact());
    }
    journal = null;
  }

  private static void fillAs(JournalLocation location, String chain) {
    try (Journal journal = Journal.open(location, JournalSamples.CLOCK)) {
      journal.recordClaim(on(chain, 10));
      journal.recordClaim(on(chain, 20));
      journal.applyOutcome(on(chain, 20).key(), 0, new SubmissionOutcome.Accepted(22));
      journal.ensureEntry(on(chain, 30).window());
      journal.markMissed(on(chain, 30).key(), FailureReason.NO_DATA, "no candles");
      journal.recordDryRun(on(chain, 40));
    }
  }

  private static Claim on(String chain, long nonce) {
    Window window = JournalSamples.window(nonce);
    WindowKey key = new WindowKey(chain, 67, nonce, JournalSamples.WORKER);
    return new Claim(
        new Window(key, window.lastHeight(), window.openedAt(), window.closesAt()),
        "0.5",
        JournalSamples.provenance());
  }

  @Test
  void aWalletSubmitsToOneNonceOnceInEachOfItsRoles() {
    Claim worker = JournalSamples.claim(10, "0.5");
    WindowKey key = worker.key();
    WindowKey other =
        new WindowKey(key.chainId(), key.topic(), key.nonce(), key.worker(), Role.REPUTER);
    Window window = worker.window();
    Claim reputer =
        new Claim(
            new Window(other, window.lastHeight(), window.openedAt(), window.closesAt()),
            "-4.2",
            worker.provenance());
    journal.recordClaim(worker);
    journal.recordClaim(reputer);
    journal.recordSignedAttempt(key, JournalSamples.attempt(10, 1));
    assertEquals(EntryState.SIGNED, journal.find(key).orElseThrow().state());
    assertEquals("-4.2", journal.find(other).orElseThrow().value());
    assertEquals(
        List.of(Role.WORKER, Role.REPUTER),
        journal.reader().countOutcomes(Instant.EPOCH).stream().map(OutcomeCount::role).toList());
    assertEquals(1, journal.reader().findLatest(EntryFilter.ofRole(67, Role.REPUTER), 9).size());
  }

  /** Even code that forgets to ask is stopped by the keys. */
  @Test
  void theKeysRefuseASecondValueAndASecondLiveAttempt() {
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
    refused(
        "insert into claim (chain_id, topic, nonce, worker, value)"
            + " select chain_id, topic, nonce, worker, '0.6' from claim");
    refused(
        "insert into attempt select chain_id, topic, nonce, worker, role, 2, 'x', 'y', 1, 1, '1',"
            + " 1, 'live', null, 1 from attempt");
  }

  private void refused(String sql) {
    Failure.Retry refusal =
        assertThrows(Failure.Retry.class, () -> journal.database().write(h -> h.execute(sql)));
    assertEquals(FailureReason.JOURNAL, refusal.reason());
  }

  @Test
  void dryRunsStandInNobodysWay() {
    journal.recordDryRun(JournalSamples.claim(10, "0.1"));
    journal.recordDryRun(JournalSamples.claim(11, "0.2"));
    assertEquals("0.5", journal.recordClaim(JournalSamples.claim(10, "0.5")).value());
    assertEquals(
        List.of("0.2", "0.1"),
        journal.reader().findDryRuns(9).stream().map(DryRunRecord::value).toList());
  }

  @Test
  void aDryRunLeavesNoRowAndSeesThoseThatAreThere() throws Exception {
    journal.close();
    JournalLocation location = place();
    try (Journal real = Journal.open(location, JournalSamples.CLOCK)) {
      real.recordClaim(JournalSamples.claim(10, "0.5"));
    }
    try (Journal dryRun =
        Journal.open(
            location, JournalSamples.CLOCK, SubmissionVerifier.NONE, () -> "testnet-1", true)) {
      assertEquals(EntryState.CLAIMED, dryRun.ensureEntry(JournalSamples.window(10)).state());
      dryRun.ensureEntry(JournalSamples.window(20));
      dryRun.recordReason(JournalSamples.key(20), FailureReason.NO_DATA, "no candles");
      assertEquals(FailureReason.NO_DATA, dryRun.find(JournalSamples.key(20)).get().reason());
      dryRun.markMissed(JournalSamples.key(20), FailureReason.NO_DATA, "no candles");
      assertEquals(
          0,
          dryRun.backfillMissedWindows(
              JournalSamples.window(3610), 720, Duration.ofSeconds(5), FailureReason.KEY, "x"));
      dryRun.recordDryRun(JournalSamples.claim(20, "0.2"));
      assertEquals(1, dryRun.reader().findLatest(EntryFilter.ALL, 9).size());
      assertEquals(1, dryRun.reader().findDryRuns(9).size());
    }
    journal = null;
  }

  @Test
  void verifiesItself() {
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
    journal.applyOutcome(
        JournalSamples.key(10), 1, JournalSamples.rejected(12, JournalSamples.retryable()));
    journal.recordReason(JournalSamples.key(10), FailureReason.FEE_CAP, "above the cap");
    journal.ensureEntry(JournalSamples.window(20));
    assertEquals(
        new IntegrityReport(2, 0, List.of()), journal.reader().verify(SubmissionVerifier.NONE));
  }
}
