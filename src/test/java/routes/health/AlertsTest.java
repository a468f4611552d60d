package routes.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.WindowKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import journal.Journal;
import journal.database.JournalLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.step.GuardStep;

/** Against a real journal on disk; no chain is asked, so the heartbeat has no runway yet. */
class AlertsTest {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir Path dir;

  private Instant now = NOON;
  private final InstantSource clock = () -> now;
  private final OperatorWarnings warnings = new OperatorWarnings();

  private static Window window(long nonce) {
    WindowKey key = new WindowKey("c", 67, nonce, "allo1");
    return new Window(key, nonce + 600, NOON, NOON.plusSeconds(3400));
  }

  private static AlertPolicy policy(String from, String to) {
    return new AlertPolicy(
        "north", Duration.ofHours(6), 100, LocalTime.parse(from), LocalTime.parse(to));
  }

  private Alerts alerts(Journal journal, AlertPolicy policy) {
    HeartbeatReporter silent = new HeartbeatReporter(journal, null, null, null, null);
    return new Alerts(journal.reader(), silent, warnings, clock, policy);
  }

  @Test
  void aMissedEpochIsToldOnceAndNamesTheInstance() {
    try (Journal journal =
        Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), clock)) {
      journal.markMissed(
          journal.ensureEntry(window(700)).key(), FailureReason.NOT_RUNNING, "before this start");
      Alerts alerts = alerts(journal, policy("00:00", "23:59"));
      assertEquals(List.of(), alerts.collectMessages());
      journal.markMissed(
          journal.ensureEntry(window(1420)).key(), FailureReason.NO_DATA, "no source answered");
      assertEquals(
          List.of("[north] PAGE epoch missed: " + window(1420) + " missed: no source answered"),
          alerts.collectMessages());
      assertEquals(List.of(), alerts.collectMessages());
    }
  }

  @Test
  void anOpenWindowWithoutTroubleIsNoNews() {
    try (Journal journal =
        Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), clock)) {
      Alerts alerts = alerts(journal, policy("00:00", "00:00"));
      journal.ensureEntry(window(700));
      assertEquals(List.of(), alerts.collectMessages());
    }
  }

  @Test
  void epochsMissedTogetherAreOneMessage() {
    try (Journal journal =
        Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), clock)) {
      Alerts alerts = alerts(journal, policy("00:00", "00:00"));
      journal.markMissed(journal.ensureEntry(window(700)).key(), FailureReason.NOT_RUNNING, "away");
      journal.markMissed(
          journal.ensureEntry(window(1420)).key(), FailureReason.NOT_RUNNING, "away");
      assertEquals(
          List.of("[north] PAGE epochs missed: 2, the last " + window(1420) + " missed: away"),
          alerts.collectMessages());
    }
  }

  @Test
  void aStuckModelAndAJournalThatCannotBeReadAreTold() {
    Journal journal = Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), clock);
    Alerts alerts = alerts(journal, policy("00:00", "00:00"));
    TopicSpec topic =
        new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));
    warnings.update(
        topic, GuardStep.PART, Optional.of("the model answered 0.1 for 6 rows running"));
    journal.close();
    List<String> due = alerts.collectMessages();
    assertTrue(due.get(0).startsWith("[north] PAGE journal trouble: "), due::toString);
    assertEquals(
        "[north] WARN frozen value: the model answered 0.1 for 6 rows running", due.get(1));
  }

  @Test
  void aWarningRestsBeforeItIsRepeated() {
    try (Journal journal =
        Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), clock)) {
      Alerts alerts = alerts(journal, policy("00:00", "00:00"));
      journal.recordReason(
          journal.ensureEntry(window(700)).key(),
          FailureReason.STALE_DATA,
          "newest bar is 5 h old");
      assertEquals(1, alerts.collectMessages().size());
      assertEquals(0, alerts.collectMessages().size());
      now = NOON.plus(Duration.ofHours(6));
      assertEquals(1, alerts.collectMessages().size());
    }
  }

  @Test
  void quietTimesSpareWarningsOnlyAndMayCrossMidnight() {
    AlertPolicy nights = policy("22:00", "07:00");
    assertFalse(nights.shouldSend(AlertPolicy.Severity.WARN, LocalTime.parse("23:00")));
    assertFalse(nights.shouldSend(AlertPolicy.Severity.WARN, LocalTime.parse("06:59")));
    assertTrue(nights.shouldSend(AlertPolicy.Severity.WARN, LocalTime.parse("07:00")));
    assertTrue(nights.shouldSend(AlertPolicy.Severity.PAGE, LocalTime.parse("23:00")));
  }
}
