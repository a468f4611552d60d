package lab.backtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.market.RandomWalkCandles;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import lab.backtest.RollingModels.RollingRidgeModel;
import lab.backtest.Scorecard.ScoredOrigins;
import lab.train.CandleHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BacktestTest {
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

  static List<BacktestModel> honest() {
    return List.of(
        BaselineModels.zero(),
        BaselineModels.mean(),
        BaselineModels.momentum(),
        new RollingRidgeModel());
  }

  @ParameterizedTest
  @MethodSource("honest")
  void noContestantSeesWhatComesAfterTheOrigin(BacktestModel model) {
    double[] closes = RandomWalkCandles.closes(4_000, 21);
    BacktestRange whole = BacktestRange.of(new CandleHistory(FIRST, closes), 168, 1_500, 3_000);
    double[] altered = closes.clone();
    Random random = new Random(4);
    for (int t = 2_500; t < altered.length; t++) {
      altered[t] = random.nextDouble(1, 1e6);
    }
    BacktestRange other = BacktestRange.of(new CandleHistory(FIRST, altered), 168, 1_500, 2_500);
    double[] expected = Arrays.copyOf(model.predict(whole), 1_000);
    assertArrayEquals(expected, model.predict(other));
  }

  @Test
  void shoutsAtAContestantThatKnowsTheTruth() {
    BacktestRange range = trial(6_000);
    BacktestModel leak = model("leak", t -> t + 168 < 6_000 ? 0.4 * range.realizedReturn(t) : 0);
    List<String> findings = LeakageCheck.findWarnings(Backtest.run(range, List.of(leak)));
    assertEquals(2, findings.size());
    assertTrue(findings.get(0).startsWith("LEAK? 'leak' explains 64.0 %"), findings.get(0));
    assertTrue(findings.get(1).contains("right 100.0 % of the time"), findings.get(1));
  }

  @Test
  void saysWhenThereIsTooLittleToJudge() {
    List<String> findings = LeakageCheck.findWarnings(Backtest.run(trial(2_500), honest()));
    assertTrue(findings.get(0).startsWith("TOO SHORT"), findings.toString());
  }

  @Test
  void answersOriginsWhoseTruthIsNotYetKnown() {
    Backtest backtest = Backtest.run(trial(3_000), honest());
    assertEquals(3_000 - 1_500, backtest.results().get(0).predictions().length);
    assertEquals(3_000 - 1_500 - 168, backtest.results().get(0).scorecard().origins());
  }

  @Test
  void refusesAContestantThatAnswersNothingFinite() {
    BacktestModel broken = model("broken", t -> t == 2_000 ? Double.NaN : 0);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Backtest.run(trial(3_000), List.of(broken)));
    assertTrue(e.getMessage().contains("2020-03-24T08:00:00Z"), e.getMessage());
  }

  @Test
  void refusesAHistoryInWhichNoTargetEnds() {
    BacktestRange range =
        BacktestRange.of(
            new CandleHistory(FIRST, RandomWalkCandles.closes(1_600, 9)), 168, 1_500, 1_600);
    assertThrows(IllegalArgumentException.class, () -> Backtest.run(range, honest()));
  }

  @Test
  void givesAnIntervalThatCoversNoSkillOnARandomWalk() {
    Scorecard mean = Backtest.run(trial(20_000), honest()).results().get(1).scorecard();
    assertTrue(mean.skill().low() < 0 && mean.skill().value() < 0.05, mean.toString());
    assertTrue(mean.skill().low() < mean.skill().value());
    assertTrue(mean.skill().value() < mean.skill().high());
  }

  @Test
  void measuresAKnownCaseByHand() {
    double[] truths = {0.02, -0.01, 0.03, -0.04};
    double[] predictions = {0.01, 0.01, 0.01, -0.01};
    double[] sigmas = {0.02, 0.02, 0.02, 0.02};
    Scorecard card = Scorecard.of("hand", ScoredOrigins.of(truths, sigmas, 2), predictions);
    assertEquals(Math.sqrt((1 + 4 + 4 + 9) / 4.0) * 0.01, card.rmse(), 1e-15);
    assertEquals(0.02, card.mae(), 1e-15);
    assertEquals(1 - 18.0 / 30, card.skill().value(), 1e-12);
    assertEquals(0.75, card.direction().value(), 1e-15);
    assertEquals(8 / Math.sqrt(3 * 30), card.correlation().value(), 1e-9);
    assertEquals(Math.sqrt(3 / 30.0), card.sdRatio(), 1e-9);
  }

  @Test
  void aConstantPredictionHasNoCorrelation() {
    BacktestModel constant = model("constant", t -> 1e-4);
    Scorecard card = Backtest.run(trial(6_000), List.of(constant)).results().get(0).scorecard();
    assertTrue(Double.isNaN(card.correlation().value()), card.toString());
    assertEquals(0, card.sdRatio());
  }

  private static BacktestRange trial(int hours) {
    return BacktestRange.of(
        new CandleHistory(FIRST, RandomWalkCandles.closes(hours, 9)), 168, 1_500, hours);
  }

  private static BacktestModel model(String name, IntToDoubleFunction rule) {
    return new BacktestModel() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public double[] predict(BacktestRange range) {
        double[] answers = new double[range.size()];
        for (int i = 0; i < answers.length; i++) {
          answers[i] = rule.applyAsDouble(range.from() + i);
        }
        return answers;
      }
    };
  }
}
