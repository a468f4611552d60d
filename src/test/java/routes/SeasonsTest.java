package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.Origin;
import domain.Provenance;
import domain.Reason;
import domain.Target;
import domain.TopicSpec;
import domain.Window;
import domain.WindowKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import journal.Journal;
import journal.JournalPlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Seasons.Season;

class SeasonsTest {
  private static final Instant END = Instant.parse("2025-12-15T13:00:00Z");

  private static final Provenance PROVENANCE =
      new Provenance(new Origin.Market("tiingo"), END, 1, "input", "model", "test");

  @TempDir Path dir;
  private final List<String> over = new ArrayList<>();
  private Instant now = END.minusSeconds(3600);
  private Journal journal;
  private Seasons seasons;

  /** One topic, 67, without a calendar, each window due at once. */
  static Seasons always(Journal journal, InstantSource clock) {
    Openings openings = new Openings(journal, clock, topic -> new AnswerAt(0));
    return new Seasons(
        Map.of(67L, new Season(Instant.MIN, Instant.MAX)), openings::due, journal, clock, () -> {});
  }

  @BeforeEach
  void open() {
    journal = Journal.open(JournalPlace.file(dir.resolve("j.db")), () -> now);
    seasons =
        new Seasons(
            Map.of(
                67L, new Season(END.minusSeconds(86_400), END),
                68L, new Season(Instant.MIN, END.plusSeconds(3600))),
            window -> true,
            journal,
            () -> now,
            () -> over.add("over"));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static TopicSpec topic(long id) {
    return new TopicSpec(id, Target.LOG_RETURN, "btcusd", Duration.ofHours(168));
  }

  private static Window window(long topic, Instant opened) {
    WindowKey key = new WindowKey("c", topic, 700, "allo1");
    return new Window(key, 1300, opened, opened.plusSeconds(3400));
  }

  @Test
  void theLastWindowBeforeTheEndIsAnsweredAndNoneAfter() {
    assertTrue(seasons.due(window(67, END.minusSeconds(1))));
    assertFalse(seasons.due(window(67, END)));
    assertFalse(seasons.due(window(67, END.minusSeconds(86_401))));
  }

  @Test
  void nothingIsAskedBeforeTheStart() {
    now = END.minusSeconds(86_401);
    assertFalse(seasons.running(topic(67)));
    assertTrue(seasons.running(topic(68)));
  }

  @Test
  void aTopicRunsOnUntilItsLastWindowHasItsAnswer() {
    Window last = window(67, END.minusSeconds(60));
    now = END.plusSeconds(1);
    seasons.next(topic(67), List.of(last));
    assertTrue(seasons.running(topic(67)));
    journal.seen(last);
    journal.missed(last.key(), Reason.MODEL, "as good as an answer here");
    seasons.next(topic(67), List.of(last));
    assertFalse(seasons.running(topic(67)));
  }

  @Test
  void itIsOverWhenEveryTopicHasEndedAndAllIsSettled() {
    now = END.plusSeconds(7200);
    seasons.next(topic(67), List.of());
    seasons.running(topic(67));
    assertEquals(List.of(), over);
    Window last = window(68, END);
    journal.claim(new Claim(last, "0.5", PROVENANCE));
    seasons.next(topic(68), List.of());
    seasons.running(topic(68));
    assertEquals(List.of(), over);
    journal.expired(last.key(), Reason.NOT_INCLUDED, "settled");
    seasons.running(topic(68));
    assertEquals(List.of("over"), over);
  }

  @Test
  void aTopicThatTheChainSwitchesOffAtItsEndIsOverADayLater() {
    now = END.plusSeconds(3600).plus(Duration.ofDays(1)).plusSeconds(1);
    seasons.running(topic(67));
    seasons.running(topic(68));
    assertEquals(List.of("over"), over);
  }
}
