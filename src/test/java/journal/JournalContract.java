package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.Reason;
import domain.Receipt;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a journal promises, whatever database lies under it. */
abstract class JournalContract {
  Journal journal;

  /** A fresh, empty place. */
  abstract JournalPlace place() throws Exception;

  @BeforeEach
  void open() throws Exception {
    journal = Journal.open(place(), Sample.CLOCK);
  }

  @AfterEach
  void close() {
    if (journal != null) {
      journal.close();
    }
  }

  @Test
  void carriesAWindowFromOpenToScored() {
    journal.seen(Sample.window(10));
    journal.claim(Sample.claim(10, "0.5"));
    journal.signed(Sample.key(10), Sample.attempt(10, 1));
    journal.sent(Sample.key(10), Sample.START.plusSeconds(52), "node-a");
    journal.settle(Sample.key(10), new Receipt.Accepted(12));
    journal.score(Sample.score(10));

    Entry e = journal.find(Sample.key(10)).orElseThrow();
    assertEquals(State.ACCEPTED, e.state());
    assertEquals(Sample.claim(10, "0.5"), e.claim().orElseThrow());
    assertEquals(Sample.attempt(10, 1), e.live().orElseThrow());
    assertEquals(2.0, e.mark().orElseThrow());
    assertEquals("node-a", e.endpoint());
    assertEquals(12, e.settledHeight());
    assertEquals(Sample.score(10), e.score());
    assertEquals(
        OptionalLong.of(10), journal.history().newestAccepted("testnet-1", 67, "allo1worker"));
  }

  @Test
  void seeingAWindowAgainChangesNothing() {
    journal.claim(Sample.claim(10, "0.5"));
    assertEquals(State.CLAIMED, journal.seen(Sample.window(10)).state());
  }

  @Test
  void keepsTheFirstValueForEver() {
    journal.claim(Sample.claim(10, "0.5"));
    assertThrows(Failure.Skip.class, () -> journal.claim(Sample.claim(10, "0.6")));
    assertEquals("0.5", journal.claim(Sample.claim(10, "0.5")).value());
    assertEquals("0.5", journal.find(Sample.key(10)).orElseThrow().value());
  }

  @Test
  void refusesASecondAttemptWhileTheFirstMayLive() {
    journal.claim(Sample.claim(10, "0.5"));
    journal.signed(Sample.key(10), Sample.attempt(10, 1));
    assertThrows(Failure.Skip.class, () -> journal.signed(Sample.key(10), Sample.attempt(10, 2)));
    journal.buried(Sample.key(10), 1, Reason.SEQUENCE, "sequence spent");
    Entry e = journal.signed(Sample.key(10), Sample.attempt(10, 2));
    assertEquals(2, e.live().orElseThrow().number());
    assertEquals(Fate.DEAD, journal.find(Sample.key(10)).orElseThrow().trials().get(0).fate());
  }

  @Test
  void keepsTheLatestReasonWhileTheWindowIsOpen() {
    journal.seen(Sample.window(10));
    journal.note(Sample.key(10), Reason.NO_DATA, "tiingo answers 503");
    journal.note(Sample.key(10), Reason.STALE_DATA, "newest candle is 3 h old");
    Entry e = journal.find(Sample.key(10)).orElseThrow();
    assertEquals(Reason.STALE_DATA, e.reason());
    assertEquals("newest candle is 3 h old", e.why());
  }

  @Test
  void listsWhatIsUnsettledOldestFirst() {
    journal.claim(Sample.claim(30, "0.3"));
    journal.claim(Sample.claim(10, "0.1"));
    journal.seen(Sample.window(20));
    journal.signed(Sample.key(10), Sample.attempt(10, 1));
    assertEquals(
        List.of(10L, 30L), journal.unsettled().stream().map(e -> e.key().nonce()).toList());
  }

  @Test
  void listsOpenWindowsThatEnded() {
    journal.seen(Sample.window(10));
    assertTrue(journal.overdue("testnet-1", 67, Sample.WORKER, 610).isEmpty());
    assertEquals(1, journal.overdue("testnet-1", 67, Sample.WORKER, 611).size());
    journal.missed(Sample.key(10), Reason.NO_DATA, "no candles");
    assertTrue(journal.overdue("testnet-1", 67, Sample.WORKER, 611).isEmpty());
  }

  @Test
  void fillsTheEpochsNobodySaw() {
    journal.claim(Sample.claim(720, "0.1"));
    int filled =
        journal.fillGap(
            Sample.window(3600), 720, Duration.ofSeconds(5), Reason.NOT_RUNNING, "was down");
    assertEquals(3, filled);
    List<Entry> rows = journal.history().latest(new Filter(67L, State.MISSED, null, null), 10);
    assertEquals(List.of(2880L, 2160L, 1440L), rows.stream().map(e -> e.key().nonce()).toList());
    assertEquals(Sample.window(1440), rows.get(2).window());
    assertEquals(Reason.NOT_RUNNING, rows.get(2).reason());
  }

  @Test
  void countsFailedTransactionsIntoWhatAnAcceptedInferenceCosts() {
    assertTrue(journal.history().spendPerAccepted("testnet-1", Sample.WORKER).isEmpty());
    journal.claim(Sample.claim(10, "0.1"));
    journal.signed(Sample.key(10), Sample.attempt(10, 1));
    journal.buried(Sample.key(10), 1, Reason.REFUSED, "never in a block");
    journal.signed(Sample.key(10), Sample.attempt(10, 2));
    journal.settle(Sample.key(10), Sample.rejected(12, Sample.again()));
    journal.signed(Sample.key(10), Sample.attempt(10, 3));
    journal.settle(Sample.key(10), new Receipt.Accepted(14));
    assertEquals(
        BigInteger.valueOf(10_000),
        journal.history().spendPerAccepted("testnet-1", Sample.WORKER).orElseThrow());
    assertTrue(journal.history().spendPerAccepted("testnet-1", "allo1other").isEmpty());
  }

  @Test
  void countsByStateAndReason() {
    journal.claim(Sample.claim(10, "0.1"));
    journal.seen(Sample.window(20));
    journal.missed(Sample.key(20), Reason.NO_DATA, "no candles");
    journal.seen(Sample.window(30));
    journal.missed(Sample.key(30), Reason.NO_DATA, "no candles");
    assertEquals(
        List.of(
            new Tally(67, State.CLAIMED, null, 1), new Tally(67, State.MISSED, Reason.NO_DATA, 2)),
        journal.history().tally(Sample.START));
    assertEquals(1, journal.history().tally(Sample.window(30).openedAt()).size());
  }

  @Test
  void offersAcceptedEntriesForScoringOnce() {
    journal.claim(Sample.claim(10, "0.5"));
    journal.settle(Sample.key(10), new Receipt.Accepted(12));
    assertEquals(1, journal.history().unscored(Sample.window(20).openedAt()).size());
    journal.score(Sample.score(10));
    assertTrue(journal.history().unscored(Sample.window(20).openedAt()).isEmpty());
  }

  /** Even code that forgets to ask is stopped by the keys. */
  @Test
  void theKeysRefuseASecondValueAndASecondLiveAttempt() {
    journal.claim(Sample.claim(10, "0.5"));
    journal.signed(Sample.key(10), Sample.attempt(10, 1));
    refused(
        "insert into claim (chain_id, topic, nonce, worker, value)"
            + " select chain_id, topic, nonce, worker, '0.6' from claim");
    refused(
        "insert into attempt select chain_id, topic, nonce, worker, 2, 'x', 'y', 1, 1, '1', 1,"
            + " 'live', null from attempt");
  }

  private void refused(String sql) {
    Failure.Wait refusal =
        assertThrows(Failure.Wait.class, () -> journal.store().write(h -> h.execute(sql)));
    assertEquals(Reason.JOURNAL, refusal.reason());
  }

  @Test
  void dryRunsStandInNobodysWay() {
    journal.dryRun(Sample.claim(10, "0.1"));
    journal.dryRun(Sample.claim(10, "0.2"));
    assertEquals("0.5", journal.claim(Sample.claim(10, "0.5")).value());
    assertEquals(
        List.of("0.2", "0.1"), journal.history().dryRuns(9).stream().map(DryRun::value).toList());
  }

  @Test
  void verifiesItself() {
    journal.claim(Sample.claim(10, "0.5"));
    journal.signed(Sample.key(10), Sample.attempt(10, 1));
    journal.settle(Sample.key(10), Sample.rejected(12, Sample.again()));
    journal.note(Sample.key(10), Reason.FEE_CAP, "above the cap");
    assertEquals(new Verdict(3, List.of()), journal.history().verify());
  }
}
