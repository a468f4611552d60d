package features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that pandas computed; {@code golden.py} beside them says how. */
class PandasGoldenRowsTest {
  @Test
  void agreesWithPandas() throws IOException {
    PriceSeries series =
        PriceSeries.of(
            lines("closes.csv").stream().skip(1).mapToDouble(Double::parseDouble).toArray());
    List<String> lines = lines("rows.csv");
    String[] names = lines.get(0).split(",");
    int compared = 0;
    for (String line : lines.subList(1, lines.size())) {
      compared += compare(series, names, line.split(","));
    }
    assertEquals(182, compared, "numbers compared");
  }

  private static int compare(PriceSeries series, String[] names, String[] cells) {
    int t = Integer.parseInt(cells[0]);
    int compared = 0;
    for (int column = 1; column < cells.length; column++) {
      if (!cells[column].isEmpty()) {
        double expected = Double.parseDouble(cells[column]);
        double actual =
            series.column(FeatureCatalogue.requireFeature(names[column]).expression(), t, t + 1)[0];
        double off = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
        assertTrue(off <= 1e-12, names[column] + " of row " + t + " is off by " + off);
        compared++;
      }
    }
    return compared;
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = PandasGoldenRowsTest.class.getResourceAsStream("/features/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    }
  }
}
