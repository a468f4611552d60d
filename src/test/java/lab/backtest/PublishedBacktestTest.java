package lab.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.SharedTestData;
import features.FeatureSet;
import inference.artifact.DefaultReturnFormula;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lab.backtest.Backtest.BacktestRange;
import lab.backtest.RollingModels.RollingRidgeModel;
import lab.train.CandleHistory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The development years 2019 to August 2025, scored as the reference study scored them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedBacktestTest {
  private ArtifactBacktestModel model;
  private Backtest backtest;

  @BeforeAll
  void run(@TempDir Path dir) throws IOException {
    Path file = SharedTestData.path("btcusd-hourly-train.csv.gz").orElse(null);
    Assumptions.assumeTrue(file != null, "shared data are absent");
    DefaultReturnFormula.write(dir.resolve("default"));
    model =
        ArtifactBacktestModel.open(
            "default", dir.resolve("default"), dir.resolve("state"), "btcusd");
    double[] closes =
        SharedTestData.lines(file).stream()
            .mapToDouble(line -> Double.parseDouble(line.split(",")[4]))
            .toArray();
    CandleHistory history = new CandleHistory(Instant.parse("2016-02-01T00:00:00Z"), closes);
    int from = history.rowAt(Instant.parse("2019-01-01T00:00:00Z"));
    int to = history.rowAt(Instant.parse("2025-08-25T00:00:00Z"));
    backtest =
        Backtest.run(
            BacktestRange.of(history, 168, from, to),
            List.of(
                BaselineModels.zero(),
                BaselineModels.mean(),
                BaselineModels.momentum(),
                new RollingRidgeModel(),
                model,
                model.withFirstHourKnown()));
  }

  @AfterAll
  void close() {
    if (model != null) {
      model.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zero, 0.0886, 0.0625, 0, NaN, 0, 0",
    "mean, 0.0883, 0.0627, 0.7, 54.1, 0.03, -0.005",
    "momentum, 0.1240, 0.0919, -95.6, 48.1, 1.00, 0.058",
    "predecessor's ridge, 0.1735, 0.1095, -282.9, 51.7, 1.67, 0.077",
    "default, 0.0884, 0.0624, 0.6, 52.9, 0.04, -0.001",
    "default + first hour known, 0.0881, 0.0622, 1.2, 53.4, 0.09, -0.003",
  })
  void reproducesTheTable(
      String name,
      double rmse,
      double mae,
      double skill,
      double direction,
      double sdRatio,
      double czar) {
    Scorecard card = card(name);
    assertEquals(58_272, card.origins());
    assertEquals(rmse, card.rmse(), 0.5e-4 + 1e-9);
    assertEquals(mae, card.mae(), 0.5e-4 + 1e-9);
    assertEquals(skill, 100 * card.skill().value(), 0.05 + 1e-9);
    assertEquals(direction, 100 * card.direction().value(), 0.05 + 1e-9);
    assertEquals(sdRatio, card.sdRatio(), 0.005 + 1e-9);
    assertEquals(czar, card.czarChange().value(), 0.0005 + 1e-9);
  }

  @Test
  void drawsTheSameIntervalsWithinTheNoiseOfDrawing() {
    Scorecard card = card("default");
    assertEquals(-0.001, card.skill().low(), 0.0015);
    assertEquals(0.012, card.skill().high(), 0.0015);
    assertEquals(0.50, card.direction().low(), 0.01);
    assertEquals(0.56, card.direction().high(), 0.01);
    assertEquals(-0.01, card.correlation().low(), 0.015);
    assertEquals(0.15, card.correlation().high(), 0.015);
  }

  @Test
  void findsNothingSuspicious() {
    assertEquals(List.of(), LeakageCheck.findWarnings(backtest));
  }

  @Test
  void answersAsTheFormulaDoes() {
    double[][] rows =
        FeatureSet.forSetName("default")
            .rows(backtest.trial().series(), backtest.trial().from(), backtest.trial().to());
    double[] served = model.predict(backtest.trial());
    double worst = 0;
    for (int i = 0; i < rows.length; i++) {
      worst = Math.max(worst, Math.abs(served[i] - DefaultReturnFormula.evaluate(rows[i], 0.10)));
    }
    assertTrue(worst < 1e-12, "off by " + worst);
  }

  private Scorecard card(String name) {
    return backtest.results().stream()
        .map(Backtest.ModelResult::scorecard)
        .filter(card -> card.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
