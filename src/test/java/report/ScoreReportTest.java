package report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.NetworkInference;
import domain.Score;
import domain.Submission.SubmissionOutcome;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import journal.Journal;
import journal.JournalReader;
import journal.JournalSamples;
import journal.database.JournalLocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scoring.LossFunction;
import scoring.PeriodScore;

class ScoreReportTest {
  private static final int EPOCH = 720;

  @TempDir static Path shared;
  @TempDir Path dir;

  /** 600 accepted submissions, of which 500 are scored: every test's own copy. */
  @BeforeAll
  static void writeRows() {
    JournalLocation place = JournalLocation.file(shared.resolve("journal.db"));
    try (Journal journal = Journal.open(place, JournalSamples.CLOCK)) {
      for (int i = 0; i < 600; i++) {
        accept(journal, (long) i * EPOCH);
      }
      for (int i = 0; i < 500; i++) {
        score(journal, (long) i * EPOCH, i % 2 == 0 ? 0.01 : -0.01);
      }
    }
  }

  private JournalLocation copyOfRows() throws IOException {
    Path copy = dir.resolve("journal.db");
    Files.copy(shared.resolve("journal.db"), copy);
    return JournalLocation.file(copy);
  }

  @Test
  void tellsWhatSubmissionsWereWorthAgainstNoChangeAndTheNetworkByMonth() throws IOException {
    ScoreReport report = read(copyOfRows());
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
  void measuresByTheTopicsOwnMethod() throws IOException {
    JournalLocation place = copyOfRows();
    PeriodScore absolute = all(read(place, "mae"));
    assertEquals(0.01, absolute.loss().value(), 1e-12);
    assertEquals(0.01, absolute.loss().low(), 1e-12);
    assertEquals(0.5, absolute.skill().value(), 1e-12);
    assertEquals(1 - 1 / 1.5, absolute.lead().value(), 1e-9);
    LossFunction czar = LossFunction.of("czar", OptionalDouble.of(0.02)).orElseThrow();
    double zero = (czar.loss(0.3, 0.32) + czar.loss(0.3, 0.28)) / 2;
    PeriodScore own = all(read(place, "czar"));
    assertEquals(1 - own.loss().value() / zero, own.skill().value(), 1e-12);
    assertTrue(own.skill().low() <= own.skill().value() && own.skill().value() > 0.2);
    assertThrows(IllegalArgumentException.class, () -> read(place, "guesswork"));
  }

  /** As the daemon read it from the network, and the newest that it did. */
  @Test
  void takesTheTopicsOwnMethodWhereTheJournalKnowsItAndItIsPublic() throws IOException {
    JournalLocation place = copyOfRows();
    try (Journal journal = Journal.open(place, JournalSamples.CLOCK)) {
      requireLoss(place, "mse", "mse; the network has not told the topic's own method yet");
      journal.recordLossMethod("testnet-1", 67, "mae");
      journal.recordLossMethod("testnet-1", 6, "zptae");
      requireLoss(place, "mae", "mae, the topic's own method");
      journal.recordLossMethod("testnet-1", 67, "czar");
      requireLoss(place, "czar", "czar, by a standard deviation of 0.0200, the topic's own method");
      journal.recordLossMethod("testnet-1", 67, "mae");
      journal.recordLossMethod("testnet-1", 67, "mae");
      requireLoss(place, "mae", "mae, the topic's own method");
      journal.recordLossMethod("testnet-1", 67, "house blend");
      requireLoss(place, "mse", "mse; the topic's own is house blend");
    }
  }

  private static void requireLoss(JournalLocation place, String method, String described) {
    ScoreReport report = read(place, Optional.empty(), PredictionTarget.LOG_RETURN);
    assertEquals(method, report.loss().method());
    assertEquals("loss " + described, report.textLines().get(1));
    assertEquals(method, report.toJsonFields().get("loss_method"));
    assertTrue(all(report).skill().value() > 0.2);
  }

  /** Reputers measure a price as it is, not by the return that it makes. */
  @Test
  void aPriceIsMeasuredInItsOwnUnit() {
    JournalLocation place = JournalLocation.file(dir.resolve("journal.db"));
    try (Journal journal = Journal.open(place, JournalSamples.CLOCK)) {
      accept(journal, EPOCH);
      journal.recordScore(new Score(JournalSamples.key(EPOCH), 100, 3, 6, JournalSamples.START));
      journal.recordNetworkInference("testnet-1", 67, new NetworkInference(EPOCH, 104));
      journal.recordLossMethod("testnet-1", 67, "bce");
    }
    ScoreReport own = read(place, Optional.empty(), PredictionTarget.PRICE);
    assertEquals("mse", own.loss().method(), "entropy is of numbers from 0 to 1");
    PeriodScore all = all(read(place, "mae", PredictionTarget.PRICE));
    assertEquals(3, all.loss().value(), 1e-9);
    assertEquals(0.25, all.lead().value(), 1e-9);
    assertEquals(Math.log(1.03), all.rmse(), 1e-9);
  }

  @Test
  void aFewSubmissionsHaveNoInterval() {
    JournalLocation place = JournalLocation.file(dir.resolve("journal.db"));
    try (Journal journal = Journal.open(place, JournalSamples.CLOCK)) {
      accept(journal, 720);
      score(journal, 720, 0.01);
    }
    String row = read(place).textLines().get(3);
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
    return read(place, Optional.of(method), target);
  }

  private static ScoreReport read(
      JournalLocation place, Optional<String> method, PredictionTarget target) {
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
