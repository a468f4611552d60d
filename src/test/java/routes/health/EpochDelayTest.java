package routes.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import journal.Journal;
import journal.database.JournalLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.topic.CompetitionCalendar.CompetitionPeriod;

/** No node answers in any of these: the clock alone must tell. */
class EpochDelayTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path dir;

  private Instant now = NOON;

  private Journal journal() {
    return Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), () -> now);
  }

  private EpochDelay lateness(Journal journal, Map<Long, CompetitionPeriod> competitions) {
    EpochDelay epochDelay = new EpochDelay(journal.reader(), null, competitions, () -> now);
    epochDelay.learnEpochLength(67, Duration.ofMinutes(68));
    return epochDelay;
  }

  @Test
  void countsFromTheStartWhileNothingWasEverAccepted() {
    try (Journal journal = journal()) {
      EpochDelay epochDelay = lateness(journal, Map.of());
      now = NOON.plus(Duration.ofMinutes(67));
      assertEquals(0, epochDelay.epochsSinceAccepted(67));
      now = NOON.plus(Duration.ofMinutes(137));
      assertEquals(2, epochDelay.epochsSinceAccepted(67));
    }
  }

  @Test
  void nothingIsLateOutsideTheSeason() {
    try (Journal journal = journal()) {
      CompetitionPeriod over = new CompetitionPeriod(Instant.MIN, NOON);
      CompetitionPeriod tomorrow =
          new CompetitionPeriod(NOON.plus(Duration.ofDays(1)), Instant.MAX);
      now = NOON.plus(Duration.ofHours(9));
      assertEquals(0, lateness(journal, Map.of(67L, over)).epochsSinceAccepted(67));
      assertEquals(0, lateness(journal, Map.of(67L, tomorrow)).epochsSinceAccepted(67));
    }
  }
}
