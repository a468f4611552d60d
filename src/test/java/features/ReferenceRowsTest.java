package features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.SharedTestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceRowsTest {
  private static final String FILE = "btcusd-hourly-train.csv.gz";

  @ParameterizedTest
  @CsvSource({
    "2020-03-13T00:00:00Z, 0.0110353411, -0.97663380, 0.0838003881, -0.0081842291",
    "2021-02-08T12:00:00Z, 0.0136553965, +0.61186761, 0.0775628309, +0.0047458184",
    "2024-08-05T06:00:00Z, 0.0058226265, -0.80814748, 0.0582100117, -0.0047042274",
    "2025-08-31T23:00:00Z, 0.0034037123, -0.60556465, 0.0670204219, -0.0026715789"
  })
  void reproducesThePublishedHours(
      String time, double s1, double score, double median, double trend) throws IOException {
    Path file = SharedTestData.path(FILE).orElse(null);
    Assumptions.assumeTrue(file != null, "shared data are absent");
    List<String> lines = SharedTestData.lines(file);
    int t = lines.indexOf(lines.stream().filter(l -> l.startsWith(time)).findFirst().orElseThrow());
    PriceSeries series =
        PriceSeries.of(lines.stream().mapToDouble(ReferenceRowsTest::close).toArray());
    double[] row = FeatureSet.forSetName("default").rows(series, t, t + 1)[0];
    assertEquals(s1, value(series, "sd(ret(close, 1h), 720h)", t), 1e-10);
    assertEquals(
        median,
        value(series, "median(sd(ret(close, 1h), 720h), 8760h, 480h)", t) * Math.sqrt(168),
        1e-10);
    assertEquals(score, score(row), 1e-8);
    assertEquals(trend, 0.10 * score(row) * row[6], 1e-8);
  }

  @ParameterizedTest
  @CsvSource({"default", "predecessor"})
  void readsTheWholeHistoryInSeconds(String set) throws IOException {
    Path file = SharedTestData.path(FILE).orElse(null);
    Assumptions.assumeTrue(file != null, "shared data are absent");
    double[] closes =
        SharedTestData.lines(file).stream().mapToDouble(ReferenceRowsTest::close).toArray();
    long start = System.nanoTime();
    FeatureSet features = FeatureSet.forSetName(set);
    features.rows(PriceSeries.of(closes), features.minBars() - 1, closes.length);
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(seconds < 10, set + " took " + seconds + " s");
    System.out.printf("%s features of %d hours: %.2f s%n", set, closes.length, seconds);
  }

  private static double value(PriceSeries series, String expression, int t) {
    return series.column(ExpressionParser.parse(expression), t, t + 1)[0];
  }

  private static double score(double[] row) {
    double momentum = Math.tanh(row[1] / 1.5) + Math.tanh(row[2] / 1.5) + Math.tanh(row[3] / 1.5);
    return (momentum + Math.tanh(row[4] * 1.2) + Math.tanh(row[5] * 1.2)) / 5;
  }

  private static double close(String line) {
    return Double.parseDouble(line.split(",")[4]);
  }
}
