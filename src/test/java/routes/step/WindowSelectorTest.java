package routes.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Attempt;
import domain.Claim;
import domain.FailureReason;
import domain.Provenance;
import domain.TopicSpec;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import journal.Journal;
import journal.database.JournalLocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.topic.CompetitionCalendar.WindowChoice;
import routes.topic.CompetitionCalendarTest;
import routes.topic.SubmissionTiming;

/** Windows of 600 blocks every 720, blocks of 5 s, answered at half unless said otherwise. */
class WindowSelectorTest {
  private static final Instant START = Instant.parse("2026-07-13T10:00:00Z");
  private static final Duration BLOCK = Duration.ofSeconds(5);

  @TempDir Path dir;
  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Journal journal;
  private WindowSelector windowSelector;

  @BeforeEach
  void open() {
    journal = Journal.open(new JournalLocation.SqliteFile(dir.resolve("journal.db")), now::get);
    windowSelector = new WindowSelector(journal, now::get, topic -> new SubmissionTiming(0.5));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static Window window(long nonce, int blocks) {
    Instant opened = START.plus(BLOCK.multipliedBy(nonce));
    return new Window(
        new WindowKey("c", 67, nonce, "w"),
        nonce + blocks,
        opened,
        opened.plus(BLOCK.multipliedBy(blocks)));
  }

  private boolean due(Window window, Duration afterItOpened) {
    now.set(window.openedAt().plus(afterItOpened));
    return isDue(window);
  }

  private boolean isDue(Window window) {
    return windowSelector.begin(window).filter(Duration::isZero).isPresent();
  }

  /** Answers the window so long after now. */
  private void answer(Window window, Duration latency) {
    Provenance behind =
        new Provenance(new DataOrigin.RealMarket("tiingo"), START, 1_200, "in", "model", "test");
    journal.recordClaim(new Claim(window, "0.1", behind));
    Attempt attempt = new Attempt(1, "AA==", "AB", 1, 1, BigInteger.ONE, window.lastHeight(), 1);
    journal.recordSignedAttempt(window.key(), attempt);
    journal.markBroadcast(window.key(), 1, now.get().plus(latency), "node");
  }

  private void answered(Window window, Duration latency) {
    assertTrue(due(window, Duration.ofSeconds(3)));
    answer(window, latency);
    assertFalse(isDue(window));
  }

  @Test
  void theFirstWindowAfterAStartIsAnsweredAtOnceAndTheNextAtItsHalf() {
    answered(window(0, 600), Duration.ofSeconds(2));
    Window next = window(720, 600);
    assertFalse(due(next, Duration.ofSeconds(3)));
    assertFalse(due(next, Duration.ofSeconds(1_499)));
    assertTrue(due(next, Duration.ofSeconds(1_500)));
    assertTrue(due(next, Duration.ofSeconds(1_510)), "again until something is claimed");
  }

  @Test
  void theNewestWindowComesFirstAndAnOlderOneWhileItIsStillOpen() {
    Window older = window(0, 2_000);
    Window newer = window(720, 600);
    now.set(newer.openedAt());
    List<Window> open = List.of(newer, older);
    assertEquals(new WindowChoice(newer, true, Optional.of(Duration.ZERO)), choose(open));
    answer(newer, Duration.ofSeconds(2));
    assertEquals(new WindowChoice(older, true, Optional.of(Duration.ZERO)), choose(open));
    answer(older, Duration.ofSeconds(4));
    assertEquals(
        new WindowChoice(newer, false, Optional.empty()),
        choose(open),
        "nothing is due, so it only says which is newest");
    assertEquals(new WindowChoice(null, false, Optional.empty()), choose(List.of()));
  }

  private WindowChoice choose(List<Window> open) {
    TopicSpec topic =
        new TopicSpec(67, TopicSpec.PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));
    return CompetitionCalendarTest.always(journal, now::get).selectWindow(topic, open);
  }

  @Test
  void earlyWaitsForNothing() {
    windowSelector = new WindowSelector(journal, now::get, topic -> new SubmissionTiming(0));
    answered(window(0, 600), Duration.ofSeconds(2));
    assertTrue(due(window(720, 600), Duration.ofSeconds(1)));
  }

  @Test
  void afterAFailureNothingIsPutOff() {
    answered(window(0, 600), Duration.ofSeconds(2));
    Window next = window(720, 600);
    assertFalse(due(next, Duration.ofSeconds(30)));
    journal.recordReason(next.key(), FailureReason.NO_DATA, "no source answered");
    assertTrue(due(next, Duration.ofSeconds(40)));
  }

  @Test
  void afterAnUnansweredWindowNothingIsPutOff() {
    answered(window(0, 600), Duration.ofSeconds(2));
    assertTrue(due(window(720, 600), Duration.ofSeconds(1_500)));
    assertTrue(due(window(1_440, 600), Duration.ofSeconds(1)));
  }

  @Test
  void slowAnswersBringTheNextOneForward() {
    answered(window(0, 600), Duration.ofSeconds(500));
    Window next = window(720, 600);
    assertFalse(due(next, Duration.ofSeconds(999)));
    assertTrue(due(next, Duration.ofSeconds(1_000)), "four times 500 s remain");
  }

  @Test
  void aThirdOfTheWindowRemainsWhateverIsSet() {
    windowSelector = new WindowSelector(journal, now::get, topic -> new SubmissionTiming(0.66));
    answered(window(0, 600), Duration.ofSeconds(2));
    assertFalse(due(window(720, 600), Duration.ofSeconds(1_979)));
    assertTrue(due(window(720, 600), Duration.ofSeconds(1_980)));
  }

  @Test
  void aShortWindowIsAnsweredAtOnce() {
    answered(window(0, 10), Duration.ofSeconds(2));
    assertTrue(due(window(20, 10), Duration.ZERO));
  }

  @Test
  void anOverlappingWindowIsAnsweredBeforeTheNextOneOpens() {
    answered(window(0, 600), Duration.ofSeconds(2));
    Window next = window(200, 600);
    assertFalse(due(next, Duration.ofSeconds(499)));
    assertTrue(due(next, Duration.ofSeconds(500)), "half of the 1000 s until the next one");
  }

  @Test
  void aClockThatRunsBehindTheChainDoesNotDelayTheAnswer() {
    answered(window(0, 600), Duration.ofSeconds(2));
    Window next = window(720, 600);
    assertFalse(due(next, Duration.ofMinutes(-30)));
    assertTrue(due(next, Duration.ofMinutes(-5)), "25 minutes after it was first seen");
  }
}
