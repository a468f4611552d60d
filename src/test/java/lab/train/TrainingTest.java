package lab.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import domain.market.RandomWalkCandles;
import features.FeatureSet;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import lab.backtest.ArtifactBacktestModel;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import lab.backtest.RollingModels.RollingTreesModel;
import lab.backtest.WalkForwardValidation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class TrainingTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Path LIBRARIES = Path.of("target", "lab-lib");
  private static final FeatureSet FEATURES =
      FeatureSet.of(List.of("mom_168h", "trend_480h", "sigma_168h"));
  private static final XgboostSettings SMALL = new XgboostSettings(20, 3, 0.1, 67);
  private static final CandleSeries WALK = RandomWalkCandles.candles(3_000, 17);

  @TempDir private Path dir;

  /** A random walk holds nothing to learn, and whoever trains on one is told so. */
  @Test
  void findsNoSkillInARandomWalk() {
    CandleSeries walk = RandomWalkCandles.candles(30_000, 17);
    WalkForwardValidation trial = new WalkForwardValidation(walk, FEATURES, 168);
    ModelManifest.Evidence evidence = trial.judgeRidge(trial.choosePenalty(1));
    assertFalse(evidence.proven(), evidence + "");
    assertTrue(evidence.origins() > 10_000 && evidence.low() < evidence.high(), evidence + "");
    assertEquals(
        ModelManifest.Evidence.NONE, new WalkForwardValidation(WALK, FEATURES, 168).judgeRidge(1));
    CandleSeries brief = RandomWalkCandles.candles(11_000, 17);
    assertEquals(
        ModelManifest.Evidence.NONE,
        new WalkForwardValidation(brief, FEATURES, 1).judgeRidge(1),
        "three blocks make no interval");
  }

  @Test
  void keepsTheEmbargoOfOneHorizon() {
    TrainingSet rows = TrainingSet.of(WALK, FEATURES, 168);
    assertEquals(3_000 - 1_199 - 168, rows.rows().length);
    assertEquals(WALK.newest().time(), rows.until());
    double[] closes = WALK.closes();
    double newest = rows.targets()[rows.targets().length - 1];
    assertEquals(Math.log(closes[2_999] / closes[2_999 - 168]), newest, 1e-12);
    assertThrows(
        IllegalArgumentException.class,
        () -> TrainingSet.of(RandomWalkCandles.candles(1_360, 17), FEATURES, 168));
  }

  @Test
  void ridgeRecoversALinearRule() {
    Random random = new Random(2);
    double[][] rows = new double[500][3];
    double[] targets = new double[500];
    for (int i = 0; i < 500; i++) {
      rows[i] = new double[] {0, 1_000 * random.nextGaussian(), 5 + random.nextGaussian()};
      targets[i] = 0.25 + 0.003 * rows[i][1] - 2 * rows[i][2];
    }
    FeatureSet set = FeatureSet.of(List.of("known_return", "ma_24h", "log_price"));
    TrainingSet data =
        new TrainingSet(
            "btcusd",
            HOUR,
            168,
            set,
            rows,
            targets,
            WALK.bars().get(0).time(),
            WALK.newest().time());
    RidgeRegression ridge = RidgeTrainer.fit(data, 1e-12);
    assertArrayEquals(new double[] {1, 0.003, -2}, ridge.coefficients(), 1e-9);
    double mean = Arrays.stream(targets).average().orElseThrow();
    double horizons = 500.0 / 168;
    double shrunk = 0.25 - mean * 100 / (100 + horizons);
    assertEquals(shrunk, ridge.intercept(), 1e-8, "three weeks prove no drift");
    assertEquals(0.0015, RidgeTrainer.fit(data, 1).coefficients()[1], 1e-4, "halved");
  }

  @Test
  void ridgeIsServedAsItWasFittedAndMadeTheSameTwice() throws IOException {
    TrainingSet rows = TrainingSet.of(WALK, FEATURES, 168);
    RidgeTrainer.trainAndWrite(dir.resolve("one"), rows, 1);
    RidgeTrainer.trainAndWrite(dir.resolve("two"), rows, 1);
    assertSame(dir.resolve("one"), dir.resolve("two"));
    RidgeRegression ridge = RidgeTrainer.fit(rows, 1);
    try (ArtifactBacktestModel served =
        ArtifactBacktestModel.open("one", dir.resolve("one"), dir.resolve("state"), "btcusd")) {
      double answer = served.predict(FEATURES.latestRow(WALK, Duration.ofHours(168), 0));
      double[] row = FEATURES.latestRow(WALK, Duration.ofHours(168), 0).toArray();
      assertEquals(ridge.predict(row), answer, 1e-12);
    }
  }

  @Test
  void aRidgeOfPricesIsTheNewestPriceMovedByItsReturn() throws IOException {
    TrainingSet rows = TrainingSet.of(WALK, FEATURES, 24);
    ModelManifest made = RidgeTrainer.trainAndWritePrice(dir.resolve("price"), rows, 1);
    RidgeRegression ridge = RidgeTrainer.fit(rows, 1);
    Duration day = Duration.ofHours(24);
    double expected = ridge.predict(FEATURES.latestRow(WALK, day, 0).toArray());
    double newest = WALK.newest().close();
    try (ArtifactBacktestModel served =
        ArtifactBacktestModel.open("price", dir.resolve("price"), dir.resolve("state"), "btcusd")) {
      FeatureSet wide = FeatureSet.of(made.features());
      double price = served.predict(wide.latestRow(WALK, day, 0.01));
      assertEquals(newest * Math.exp(0.01 + expected), price, 1e-9 * newest);
    }
  }

  @Test
  void treesAreServedAsTheyWereTrainedAndMadeTheSameTwice() throws IOException {
    TrainingSet rows = TrainingSet.of(WALK, FEATURES, 168);
    List<String> said = new ArrayList<>();
    XgboostProcess boosting = new XgboostProcess(LIBRARIES, said::add);
    ModelManifest made = train("one", rows, PredictionTarget.LOG_RETURN, boosting);
    train("two", rows, PredictionTarget.LOG_RETURN, boosting);
    assertSame(dir.resolve("one"), dir.resolve("two"));
    assertEquals(List.of("fold 1/1", "fold 1/1"), said);
    assertTrue(made.madeBy().contains("1633 hourly rows"), made.madeBy());
    double[] trainers = boosting.run(job(rows)).predictions();
    try (ArtifactBacktestModel served =
        ArtifactBacktestModel.open("one", dir.resolve("one"), dir.resolve("state"), "btcusd")) {
      CandleHistory history = CandleHistory.of(WALK);
      BacktestRange range = BacktestRange.of(history, 168, 1_199, 1_199 + trainers.length);
      assertArrayEquals(trainers, served.predict(range), 1e-6);
    }
  }

  @Test
  void refittedTreesDoNotSeeWhatComesAfterTheOrigin() {
    BacktestModel trees =
        new RollingTreesModel(
            FEATURES,
            SMALL,
            new XgboostProcess(LIBRARIES, line -> {}),
            RollingTreesModel.FOUR_WEEKS);
    double[] closes = RandomWalkCandles.closes(4_000, 8);
    double[] altered = closes.clone();
    Arrays.fill(altered, 3_400, 4_000, 1);
    double[] whole = trees.predict(trial(closes, 3_600));
    double[] other = trees.predict(trial(altered, 3_400));
    assertArrayEquals(Arrays.copyOf(whole, other.length), other, 0);
    assertTrue(Arrays.stream(whole).skip(1_400).allMatch(answer -> answer != 0));
  }

  @Test
  void saysWhyTrainingFailed() {
    TrainingSet rows = TrainingSet.of(WALK, FEATURES, 168);
    rows.targets()[5] = Double.NaN;
    Failure.Stop failure =
        assertThrows(
            Failure.Stop.class,
            () ->
                train(
                    "broken",
                    rows,
                    PredictionTarget.LOG_RETURN,
                    new XgboostProcess(LIBRARIES, line -> {})));
    assertEquals(1, failure.exitCode());
    assertTrue(failure.getMessage().contains("ended with code 1"), failure.getMessage());
  }

  @Test
  void treesOfPricesAreTheNewestPriceMovedByTheirReturn() throws IOException {
    TrainingSet rows = TrainingSet.of(WALK, FEATURES, 24);
    XgboostProcess boosting = new XgboostProcess(LIBRARIES, line -> {});
    train("return", rows, PredictionTarget.LOG_RETURN, boosting);
    ModelManifest made = train("price", rows, PredictionTarget.PRICE, boosting);
    Duration day = Duration.ofHours(24);
    double newest = WALK.newest().close();
    try (ArtifactBacktestModel returns = open("return");
        ArtifactBacktestModel prices = open("price")) {
      double move = returns.predict(FEATURES.latestRow(WALK, day, 0));
      double price = prices.predict(FeatureSet.of(made.features()).latestRow(WALK, day, 0.01));
      assertEquals(newest * Math.exp(0.01 + move), price, 1e-9 * newest);
    }
  }

  private ModelManifest train(
      String name, TrainingSet rows, PredictionTarget target, XgboostProcess boosting)
      throws IOException {
    return XgboostTrainer.trainAndWrite(dir.resolve(name), rows, target, SMALL, boosting);
  }

  private ArtifactBacktestModel open(String name) {
    return ArtifactBacktestModel.open(
        name, dir.resolve(name), dir.resolve("state-" + name), "btcusd");
  }

  private static XgboostJob job(TrainingSet rows) {
    int all = rows.rows().length;
    return new XgboostJob(
        SMALL,
        XgboostJob.toFloats(rows.rows()),
        XgboostJob.toFloats(rows.targets()),
        List.of(new XgboostJob.Fold(0, all, 0, all)));
  }

  private static BacktestRange trial(double[] closes, int to) {
    return BacktestRange.of(new CandleHistory(WALK.bars().get(0).time(), closes), 168, 1_300, to);
  }

  private static void assertSame(Path one, Path two) throws IOException {
    for (String file : List.of(ModelArtifact.MODEL, ModelArtifact.MANIFEST)) {
      assertEquals(-1, Files.mismatch(one.resolve(file), two.resolve(file)), file);
    }
  }
}
