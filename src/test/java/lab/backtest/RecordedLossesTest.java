package lab.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.ValueBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scoring.ForecastTrial;
import scoring.ForecastTrial.ForecastScore;
import scoring.LossForecast;

/** Recorded losses, and how forecasts fare on them. */
class RecordedLossesTest {
  @TempDir Path dir;

  private SortedMap<Long, ValueBundle> read(String lines) throws Exception {
    return RecordedLosses.read(Files.writeString(dir.resolve("losses.csv"), lines));
  }

  @Test
  void readsLossesByNonceAndTheNetworksOwnAmongThem() throws Exception {
    SortedMap<Long, ValueBundle> losses =
        read("nonce,inferer,loss\n2,a,-4\n1,a,-5\n1,b,-3\n2,network,-4.5\n");
    assertEquals("combined:-4.0;naive:-4.0;inferers:a=-5,b=-3", losses.get(1L).toText());
    assertEquals("combined:-4.5;naive:-4.5;inferers:a=-4", losses.get(2L).toText());
  }

  @Test
  void namesTheLineThatCannotBeUsed() {
    Exception fault =
        assertThrows(
            IllegalArgumentException.class, () -> read("nonce,inferer,loss\n1,a,-5\n1,b,NaN\n"));
    assertTrue(fault.getMessage().contains("line 3: 'NaN'"), fault.getMessage());
  }

  /** Workers of steady skill: their own past tells more than the mean of all or the last loss. */
  @Test
  void theDefaultForecastBeatsTheNaiveOnes() throws Exception {
    Random random = new Random(67);
    StringBuilder lines = new StringBuilder("nonce,inferer,loss\n");
    for (int nonce = 1; nonce <= 200; nonce++) {
      for (int i = 0; i < 8; i++) {
        double loss = -5 + 0.4 * i + random.nextGaussian();
        lines.append(nonce).append(",w").append(i).append(',').append(loss).append('\n');
      }
    }
    List<ForecastScore> scores =
        ForecastTrial.judge(read(lines.toString()), Map.of("past-losses", LossForecast::expected));
    assertEquals(
        List.of(ForecastTrial.NAIVE, "last loss", "past-losses"),
        scores.stream().map(ForecastScore::name).toList());
    assertEquals(199 * 8, scores.get(2).losses());
    assertEquals(0, scores.get(0).skill().value());
    assertTrue(scores.get(2).skill().low() > 0.2, scores.toString());
    assertTrue(scores.get(2).meanError() < scores.get(1).meanError(), scores.toString());
    assertTrue(ForecastTrial.judge(read("nonce,inferer,loss\n1,a,-5\n"), Map.of()).isEmpty());
  }
}
