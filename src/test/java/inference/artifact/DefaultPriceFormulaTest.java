package inference.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import domain.market.RandomWalkCandles;
import features.FeatureSet;
import inference.Predictor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultPriceFormulaTest {
  @TempDir Path dir;

  @Test
  void aDayAheadItIsTheNewestPriceMovedByHalfOfTheTrendTerm() throws IOException {
    CandleSeries candles = RandomWalkCandles.candles(10_000, 3);
    FeatureVector trend =
        FeatureSet.of(DefaultReturnFormula.FEATURES)
            .latestRow(candles, DefaultReturnFormula.HORIZON, 0);
    double move = DefaultReturnFormula.evaluate(trend.toArray(), 0.05) / Math.sqrt(7);
    double now = candles.newest().close() * Math.exp(0.003);
    assertEquals(now * Math.exp(move), predict(candles, Duration.ofHours(24), 0.003), 1e-9 * now);
  }

  @Test
  void fiveMinutesAheadItIsTheNewestPrice() throws IOException {
    CandleSeries minutes =
        RandomWalkCandles.candles(RandomWalkCandles.closes(700, 3), Duration.ofMinutes(1));
    double now = minutes.newest().close();
    assertEquals(now, predict(minutes, Duration.ofMinutes(5), 0), 1e-9 * now);
  }

  private double predict(CandleSeries candles, Duration horizon, double known) throws IOException {
    Path folder = dir.resolve("model");
    ModelManifest written = DefaultPriceFormula.write(folder, horizon);
    assertEquals(written, ModelArtifact.read(folder).manifest());
    TopicSpec topic = new TopicSpec(69, PredictionTarget.PRICE, candles.pair(), horizon);
    try (Predictor predictor = new Predictor(folder, dir.resolve("state"))) {
      FeatureSet features = FeatureSet.of(predictor.refreshAndValidate(topic).features());
      return predictor.predict(features.latestRow(candles, horizon, known));
    }
  }
}
