package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import journal.Journal;
import journal.JournalPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Seasons.Season;

/** No node answers in any of these: the clock alone must tell. */
class LatenessTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path dir;

  private Instant now = NOON;

  private Journal journal() {
    return Journal.open(new JournalPlace.File(dir.resolve("j.db")), () -> now);
  }

  private Lateness lateness(Journal journal, Map<Long, Season> seasons) {
    Lateness lateness = new Lateness(journal.history(), null, seasons, () -> now);
    lateness.learn(67, Duration.ofMinutes(68));
    return lateness;
  }

  @Test
  void countsFromTheStartWhileNothingWasEverAccepted() {
    try (Journal journal = journal()) {
      Lateness lateness = lateness(journal, Map.of());
      now = NOON.plus(Duration.ofMinutes(67));
      assertEquals(0, lateness.epochs(67));
      now = NOON.plus(Duration.ofMinutes(137));
      assertEquals(2, lateness.epochs(67));
    }
  }

  @Test
  void nothingIsLateOutsideTheSeason() {
    try (Journal journal = journal()) {
      Season over = new Season(Instant.MIN, NOON);
      Season tomorrow = new Season(NOON.plus(Duration.ofDays(1)), Instant.MAX);
      now = NOON.plus(Duration.ofHours(9));
      assertEquals(0, lateness(journal, Map.of(67L, over)).epochs(67));
      assertEquals(0, lateness(journal, Map.of(67L, tomorrow)).epochs(67));
    }
  }
}
