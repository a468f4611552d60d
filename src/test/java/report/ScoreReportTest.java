package report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.NetworkInference;
import domain.Score;
import domain.Submission.SubmissionOutcome;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import journal.Journal;
import journal.JournalReader;
import journal.JournalSamples;
import journal.database.JournalLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scoring.LossFunction;
import scoring.PeriodScore;

class ScoreReportTest {
  private static final int EPOCH = 720;

  @TempDir Path dir;

  @Test
  void tellsWhatSubmissionsWereWorthAgainstNoChangeAndTheNetworkByMonth() {
    JournalLocation place = JournalLocation.file(dir.resolve("journal.db"));
    try (Journal journal = Journal.open(place, JournalSamples.CLOCK)) {
      for (int i = 0; i < 600; i++) {
        accept(journal, (long) i * EPOCH);
      }
      for (int i = 0; i < 500; i++) {
        score(journal, (long) i * EPOCH, i % 2 == 0 ? 0.01 : -0.01);
      }
    }
    ScoreReport report = read(place);
    assertEquals(100, report.waiting());
    assertEquals(
        List.of("2026-11", "2026-12", "all"),
        report.periods().stream().map(PeriodScore::period).toList());
    PeriodScore all = report.periods().get(2);
    assertEquals(500, all.windows());
    assertEquals(0.01, all.rmse(), 1e-12);
    assertEquals(0.75, all.skill().value(), 1e-12);
    assertEquals(0.75, all.skill().low(), 1e-12);
    assertEquals(250, all.compared());
    assertEquals(1 - 1 / 2.25, all.lead().value(), 1e-9);
    assertTrue(report.textLines().get(0).contains("500 submissions scored, 100 wait"));
  }

  /** Errors of 0.01 against moves of 0.02: half of it in the loss of absolute errors. */
  @Test
  void measuresByTheTopicsOwnMethod() {
    JournalLocation place = JournalLocation.file(dir.resolve("journal.db"));
    try (Journal journal = Journal.open(place, JournalSamples.CLOCK)) {
      for (int i = 0; i < 500; i++) {
        accept(journal, (long) i * EPOCH);
        score(journal, (long) i * EPOCH, i % 2 == 0 ? 0.01 : -0.01);
      }
    }
    PeriodScore absolute = all(read(place, "mae"));
    assertEquals(0.01, absolute.loss(), 1e-12);
    assertEquals(0.5, absolute.skill().value(), 1e-12);
    assertEquals(1 - 1 / 1.5, absolute.lead().value(), 1e-9);
    LossFunction czar = LossFunction.of("czar", OptionalDouble.of(0.02)).orElseThrow();
    double zero = (czar.loss(0.02, 0) + czar.loss(-0.02, 0)) / 2;
    PeriodScore own = all(read(place, "czar"));
    assertEquals(1 - own.loss() / zero, own.skill().value(), 1e-12);
    assertTrue(own.skill().low() <= own.skill().value() && own.skill().value() > 0.2);
    assertThrows(IllegalArgumentException.class, () -> read(place, "guesswork"));
  }

  @Test
  void aFewSubmissionsHaveNoInterval() {
    JournalLocation place = JournalLocation.file(dir.resolve("journal.db"));
    try (Journal journal = Journal.open(place, JournalSamples.CLOCK)) {
      accept(journal, 720);
      score(journal, 720, 0.01);
    }
    String row = read(place).textLines().get(2);
    assertTrue(row.contains("+75.0 (too short for an interval)"), row);
  }

  /** A network's price of 0 or below is no price to compare with. */
  @Test
  void aNetworkPriceThatIsNoneIsNotCompared() {
    JournalLocation place = JournalLocation.file(dir.resolve("journal.db"));
    try (Journal journal = Journal.open(place, JournalSamples.CLOCK)) {
      for (int i = 1; i <= 2; i++) {
        long nonce = (long) i * EPOCH;
        accept(journal, nonce);
        journal.recordScore(new Score(JournalSamples.key(nonce), 100, 1, 2, JournalSamples.START));
        NetworkInference none = new NetworkInference(nonce, i == 1 ? 0 : -1);
        journal.recordNetworkInference("testnet-1", 67, none);
      }
    }
    PeriodScore all = all(read(place, "mse", PredictionTarget.PRICE));
    assertEquals(2, all.windows());
    assertEquals(0, all.compared());
  }

  private static PeriodScore all(ScoreReport report) {
    return report.periods().get(report.periods().size() - 1);
  }

  private static ScoreReport read(JournalLocation place) {
    return read(place, "mse");
  }

  private static ScoreReport read(JournalLocation place, String method) {
    return read(place, method, PredictionTarget.LOG_RETURN);
  }

  private static ScoreReport read(JournalLocation place, String method, PredictionTarget target) {
    TopicSpec topic = new TopicSpec(67, target, "btcusd", Duration.ofHours(24));
    try (JournalReader reader = JournalReader.open(place)) {
      Instant now = JournalSamples.START.plus(Duration.ofDays(100));
      return ScoreReport.read(reader, topic, now, method, OptionalDouble.empty());
    }
  }

  private static void accept(Journal journal, long nonce) {
    journal.ensureEntry(JournalSamples.window(nonce));
    journal.recordClaim(JournalSamples.claim(nonce, "0.5"));
    journal.recordSignedAttempt(JournalSamples.key(nonce), JournalSamples.attempt(nonce, 1));
    journal.applyOutcome(JournalSamples.key(nonce), 1, new SubmissionOutcome.Accepted(nonce + 2));
  }

  /** Of every second epoch the network's inference is known, at one and a half times the error. */
  private static void score(Journal journal, long nonce, double error) {
    journal.recordScore(
        new Score(JournalSamples.key(nonce), 0.3, error, 2 * error, JournalSamples.START));
    if (nonce / EPOCH % 2 == 0) {
      NetworkInference told = new NetworkInference(nonce, 0.3 + 1.5 * error);
      journal.recordNetworkInference("testnet-1", 67, told);
      journal.recordNetworkInference("testnet-1", 67, new NetworkInference(nonce, 9));
    }
  }
}
