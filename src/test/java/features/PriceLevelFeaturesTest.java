package features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Values worked out by hand on a price that climbs by one dollar an hour, then doubles. */
class PriceLevelFeaturesTest {
  private static final FeatureSet FEATURES = FeatureSet.forSetName("predecessor");

  @Test
  void readsMovingAveragesOfAStraightLine() {
    double[] closes = new double[80];
    for (int t = 0; t < closes.length; t++) {
      closes[t] = 101 + t;
    }
    double[] row = FEATURES.rows(PriceSeries.of(closes), 79, 80)[0];
    assertEquals(Math.log(180), row[0], 1e-15);
    assertEquals(Math.log(180.0 / 179), row[1], 1e-15);
    assertEquals(Math.log(180.0 / 156), row[2], 1e-15);
    assertEquals(168.5, row[3], 1e-12, "mean of 157 to 180");
    assertEquals(144.5, row[4], 1e-12, "mean of 109 to 180");
    assertEquals(180 / 168.5 - 1, row[6], 1e-15);
    assertEquals(180 / 144.5 - 1, row[7], 1e-15);
    assertEquals(144.5 / 168.5 - 1, row[8], 1e-15);
  }

  @Test
  void takesTheSampleDeviationOfOneJump() {
    double[] closes = new double[80];
    Arrays.fill(closes, 0, 79, 100);
    closes[79] = 200;
    double[] row = FEATURES.rows(PriceSeries.of(closes), 79, 80)[0];
    // 23 returns of 0 and one of ln 2: the sum of squares is ln2^2 * 23/24, over n - 1 = 23.
    double deviation = Math.log(2) / Math.sqrt(24);
    assertEquals(deviation, row[5], 1e-15);
    assertEquals(deviation / 24 / (deviation + 1e-8) - 1, row[9], 1e-15);
  }
}
