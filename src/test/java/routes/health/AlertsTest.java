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
import journal.entry.AlertMessage;
import journal.entry.Entry;
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
        "north", Duration.ofHours(6), 100, LocalTime.parse(from), LocalTime.parse(to), 1);
  }

  private Alerts alerts(Journal journal, AlertPolicy policy) {
    HeartbeatReporter silent = new HeartbeatReporter(journal, null, null, null, null, null);
    return new Alerts(journal, silent, warnings, clock, policy);
  }

  /** What one look sends, all of it delivered. */
  private static List<String> delivered(Alerts alerts) {
    List<AlertMessage> due = alerts.collectMessages();
    due.forEach(alerts::markSent);
    return due.stream().map(AlertMessage::text).toList();
  }

  private static void miss(Journal journal, long nonce, String why) {
    journal.markMissed(journal.ensureEntry(window(nonce)).key(), FailureReason.NO_DATA, why);
  }

  @Test
  void aMissedEpochIsToldOnceAndNamesTheInstance() {
    try (Journal journal =
        Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), clock)) {
      Alerts alerts = alerts(journal, policy("00:00", "23:59"));
      miss(journal, 1420, "no source answered");
      assertEquals(
          List.of("[north] PAGE epoch missed: " + window(1420) + " missed: no source answered"),
          delivered(alerts));
      assertEquals(List.of(), delivered(alerts));
      assertEquals(List.of(), delivered(alerts(journal, policy("00:00", "23:59"))));
    }
  }

  /** A crash right after the row was closed, then an outage of the channel, then a restart. */
  @Test
  void nothingIsLostBetweenAFailureAndItsDelivery() {
    JournalLocation location = new JournalLocation.SqliteFile(dir.resolve("j.db"));
    try (Journal journal = Journal.open(location, clock)) {
      miss(journal, 700, "closed, then killed");
    }
    try (Journal journal = Journal.open(location, clock)) {
      Alerts alerts = alerts(journal, policy("00:00", "00:00"));
      assertEquals(1, alerts.collectMessages().size());
      now = NOON.plus(Duration.ofHours(1));
      miss(journal, 1420, "the channel is down");
      assertEquals(2, alerts.collectMessages().size());
      alerts.recordStop("disk full");
    }
    try (Journal journal = Journal.open(location, clock)) {
      Alerts alerts = alerts(journal, policy("00:00", "00:00"));
      assertEquals(
          List.of(
              "[north] PAGE epoch missed: " + window(700) + " missed: closed, then killed",
              "[north] PAGE epoch missed: " + window(1420) + " missed: the channel is down",
              "[north] PAGE stopped: disk full"),
          delivered(alerts));
      assertEquals(List.of(), delivered(alerts));
    }
  }

  @Test
  void twoReplicasTellOfARowOnce() {
    try (Journal journal =
        Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), clock)) {
      miss(journal, 700, "no candles");
      List<WindowKey> seenByBoth =
          journal.alerts().findUnalerted().stream().map(Entry::key).toList();
      journal.alerts().add(List.of(new AlertMessage("a", now, "one")), seenByBoth);
      journal.alerts().add(List.of(new AlertMessage("a", now, "other")), seenByBoth);
      assertEquals(
          List.of("one"), journal.alerts().findUnsent().stream().map(AlertMessage::text).toList());
    }
  }

  @Test
  void anOpenWindowWithoutTroubleIsNoNews() {
    try (Journal journal =
        Journal.open(new JournalLocation.SqliteFile(dir.resolve("j.db")), clock)) {
      Alerts alerts = alerts(journal, policy("00:00", "00:00"));
      journal.ensureEntry(window(700));
      assertEquals(List.of(), delivered(alerts));
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
          delivered(alerts));
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
    assertEquals(
        List.of("[north] WARN frozen value: the model answered 0.1 for 6 rows running"),
        delivered(alerts));
    journal.close();
    List<String> due = delivered(alerts);
    assertTrue(due.get(0).startsWith("[north] PAGE journal trouble: "), due::toString);
    assertEquals(List.of(), delivered(alerts));
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
      assertEquals(1, delivered(alerts).size());
      assertEquals(0, delivered(alerts(journal, policy("00:00", "00:00"))).size());
      now = NOON.plus(Duration.ofHours(6));
      assertEquals(1, delivered(alerts).size());
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
