package inference.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import base.Sha256Hex;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.FeatureVector;
import inference.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultReturnFormulaTest {
  private static final TopicSpec TOPIC =
      new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));

  /** The same formula need not be checked for every row. */
  @TempDir static Path state;

  @TempDir Path dir;

  // Inputs computed from the real hourly closes by a script of its own, answers as published.
  @ParameterizedTest
  @CsvSource({
    "-4.584267040733267,-3.1635316600812864,-2.741082608582971,-2.5674481938973908,"
        + "-1.761651069365138,0.08380038811524877,-0.0081842291",
    "1.410019116080938,0.945570846424485,0.6693862973602038,0.759684012627158,"
        + "0.6110676414278333,0.0775628308525243,0.0047458184",
    "-3.963780852686931,-2.507078083287859,-0.5002578115204759,-1.8505704404871444,"
        + "-0.9658080339592209,0.05821001171550459,-0.0047042274",
    "-1.0695285710410511,-1.3129582329083855,-0.6082055940339357,-0.7404171423031114,"
        + "-0.5986768081407042,0.04411715381245596,-0.0026715789"
  })
  void reproducesTheReferenceRows(
      double m1, double m2, double m4, double t480, double t1200, double sigma, double expected)
      throws IOException {
    DefaultReturnFormula.write(dir.resolve("model"));
    try (Predictor predictor = new Predictor(dir.resolve("model"), state)) {
      predictor.refreshAndValidate(TOPIC);
      assertEquals(expected, predictor.predict(row(0, m1, m2, m4, t480, t1200, sigma)), 1e-8);
      assertEquals(
          expected + 0.02, predictor.predict(row(0.02, m1, m2, m4, t480, t1200, sigma)), 1e-8);
    }
  }

  @Test
  void clipsTheTrendPartButNotTheKnownPart() throws IOException {
    DefaultReturnFormula.write(dir.resolve("model"), 0.9);
    try (Predictor predictor = new Predictor(dir.resolve("model"), state)) {
      predictor.refreshAndValidate(TOPIC);
      double[] answers =
          predictor.predict(
              new double[][] {{0, 9, 9, 9, 9, 9, 0.2}, {0.1, -9, -9, -9, -9, -9, 0.2}});
      assertArrayEquals(new double[] {0.025, 0.075}, answers, 1e-12);
    }
  }

  @Test
  void writesTheSameBytesEveryTime() throws IOException {
    ModelManifest first = DefaultReturnFormula.write(dir.resolve("a"));
    ModelManifest second = DefaultReturnFormula.write(dir.resolve("b"));
    assertEquals(first, second);
    assertEquals(
        -1, Files.mismatch(dir.resolve("a/manifest.json"), dir.resolve("b/manifest.json")));
    assertEquals(first, ModelArtifact.read(dir.resolve("a")).manifest());
  }

  private static FeatureVector row(double... values) {
    List<String> names = DefaultReturnFormula.FEATURES;
    List<Double> boxed = DoubleStream.of(values).boxed().toList();
    return new FeatureVector(names, boxed, Sha256Hex.ofLines(names), Instant.EPOCH, 0.05);
  }
}
