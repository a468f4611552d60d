package routes.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.FailureReason;
import domain.Provenance;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.Journal;
import journal.database.JournalLocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.step.WindowSelector;
import routes.topic.CompetitionCalendar.CompetitionPeriod;

public class CompetitionCalendarTest {
  private static final Instant END = Instant.parse("2025-12-15T13:00:00Z");

  private static final Provenance PROVENANCE =
      new Provenance(new DataOrigin.RealMarket("tiingo"), END, 1, "input", "model", "test");

  @TempDir Path dir;
  private final List<String> over = new ArrayList<>();
  private Instant now = END.minusSeconds(3600);
  private Journal journal;
  private CompetitionCalendar calendar;

  /** One topic, 67, without a calendar, each window due at once. */
  public static CompetitionCalendar always(Journal journal, InstantSource clock) {
    WindowSelector windowSelector =
        new WindowSelector(journal, clock, topic -> new SubmissionTiming(0));
    return new CompetitionCalendar(
        Map.of(67L, new CompetitionPeriod(Instant.MIN, Instant.MAX)),
        windowSelector::begin,
        journal,
        clock,
        () -> {});
  }

  @BeforeEach
  void open() {
    journal = Journal.open(JournalLocation.file(dir.resolve("j.db")), () -> now);
    calendar =
        new CompetitionCalendar(
            Map.of(
                67L, new CompetitionPeriod(END.minusSeconds(86_400), END),
                68L, new CompetitionPeriod(Instant.MIN, END.plusSeconds(3600))),
            window -> Optional.of(Duration.ZERO),
            journal,
            () -> now,
            () -> over.add("over"));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static TopicSpec topic(long id) {
    return new TopicSpec(id, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));
  }

  private static Window window(long topic, Instant opened) {
    WindowKey key = new WindowKey("c", topic, 700, "allo1");
    return new Window(key, 1300, opened, opened.plusSeconds(3400));
  }

  private boolean isDue(Window window) {
    return calendar.selectWindow(topic(67), List.of(window)).due();
  }

  @Test
  void theLastWindowBeforeTheEndIsAnsweredAndNoneAfter() {
    assertTrue(isDue(window(67, END.minusSeconds(1))));
    assertFalse(isDue(window(67, END)));
    assertFalse(isDue(window(67, END.minusSeconds(86_401))));
  }

  @Test
  void nothingIsAskedBeforeTheStart() {
    now = END.minusSeconds(86_401);
    assertFalse(calendar.updateRunning(topic(67)));
    assertTrue(calendar.updateRunning(topic(68)));
  }

  @Test
  void aTopicRunsOnUntilItsLastWindowHasItsAnswer() {
    Window last = window(67, END.minusSeconds(60));
    now = END.plusSeconds(1);
    calendar.selectWindow(topic(67), List.of(last));
    assertTrue(calendar.updateRunning(topic(67)));
    journal.ensureEntry(last);
    journal.markMissed(last.key(), FailureReason.MODEL, "as good as an answer here");
    calendar.selectWindow(topic(67), List.of(last));
    assertFalse(calendar.updateRunning(topic(67)));
  }

  @Test
  void itIsOverWhenEveryTopicHasEndedAndAllIsSettled() {
    now = END.plusSeconds(7200);
    calendar.selectWindow(topic(67), List.of());
    calendar.updateRunning(topic(67));
    assertEquals(List.of(), over);
    Window last = window(68, END);
    journal.recordClaim(new Claim(last, "0.5", PROVENANCE));
    calendar.selectWindow(topic(68), List.of());
    calendar.updateRunning(topic(68));
    assertEquals(List.of(), over);
    journal.markExpired(last.key(), FailureReason.NOT_INCLUDED, "settled");
    calendar.updateRunning(topic(68));
    assertEquals(List.of("over"), over);
  }

  @Test
  void aTopicThatTheChainSwitchesOffAtItsEndIsOverADayLater() {
    now = END.plusSeconds(3600).plus(Duration.ofDays(1)).plusSeconds(1);
    calendar.updateRunning(topic(67));
    calendar.updateRunning(topic(68));
    assertEquals(List.of("over"), over);
  }
}
