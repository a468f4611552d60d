package lab.backtest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.market.RandomWalkCandles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lab.backtest.Backtest.BacktestRange;
import lab.backtest.PredictionFile.MissingRule;
import lab.train.CandleHistory;
import market.source.StubMarketServer;
import market.source.StubMarketServer.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictionFileTest {
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final CandleHistory HISTORY =
      new CandleHistory(FIRST, RandomWalkCandles.closes(3_000, 8));
  private static final BacktestRange THREE = BacktestRange.of(HISTORY, 24, 0, 3);

  @TempDir Path dir;

  @Test
  void whatABacktestWroteIsReadAsTheSamePredictions() throws IOException {
    BacktestRange range = BacktestRange.of(HISTORY, 24, 1_300, 3_000);
    Backtest backtest =
        Backtest.run(range, List.of(BaselineModels.momentum(), BaselineModels.mean()));
    Path file = dir.resolve("all.csv");
    PredictionFile.write(file, backtest);
    List<String> lines = Files.readAllLines(file);
    assertEquals("time,momentum,mean", lines.get(0));
    assertTrue(lines.get(1).startsWith("2020-02-24T04:00:00Z,"), lines.get(1));
    List<PredictionFile> read = PredictionFile.read(file, false, MissingRule.REFUSE);
    assertEquals("mean", read.get(1).name());
    assertArrayEquals(backtest.results().get(1).predictions(), read.get(1).predict(range));
  }

  @Test
  void anHourThatLacksIsNamedOrFilledByRule() throws IOException {
    String lines = "time,prediction\n2020-01-01 00:00:00+00:00,0.5\n\n2020-01-01 02:00:00,-1\n";
    String refused =
        assertThrows(
                IllegalArgumentException.class,
                () -> read(lines, MissingRule.REFUSE).predict(THREE))
            .getMessage();
    assertTrue(refused.contains("'mine' has no prediction for 1 of 3 hours"), refused);
    assertTrue(refused.contains("2020-01-01T01:00:00Z"), refused);
    assertArrayEquals(new double[] {0.5, 0, -1}, read(lines, MissingRule.ZERO).predict(THREE));
    PredictionFile previous = read(lines, MissingRule.PREVIOUS);
    assertArrayEquals(new double[] {0.5, 0.5, -1}, previous.predict(THREE));
    assertTrue(previous.warnings(THREE).get(0).startsWith("FILLED: 'mine'"));
  }

  @Test
  void twoPredictionsForAnHourAreRefusedUnlessTheyAreTheSame() throws IOException {
    String same = "time,p\n2020-01-01T00:00:00Z,1\n2020-01-01T00:00:00Z,1.0\n";
    assertEquals(1, read(same, MissingRule.ZERO).predict(THREE)[0]);
    String other = same + "2020-01-01T00:00:00Z,2\n";
    String refused =
        assertThrows(IllegalArgumentException.class, () -> read(other, MissingRule.ZERO))
            .getMessage();
    assertTrue(refused.contains("line 4: two predictions for 2020-01-01T00:00:00Z"), refused);
  }

  @Test
  void pricesAreComparedAsReturns() throws IOException {
    double up = HISTORY.closes()[0] * Math.exp(0.01);
    Path file = Files.writeString(dir.resolve("p.csv"), "time,p\n2020-01-01T00:00:00Z," + up);
    PredictionFile prices = PredictionFile.read(file, true, MissingRule.ZERO).get(0);
    assertEquals(0.01, prices.predict(THREE)[0], 1e-12);
  }

  @Test
  void aServerIsAskedEverySoManyHoursOfTheEndOfTheNewestBar() {
    try (StubMarketServer stub = new StubMarketServer(request -> new Response(200, "0.25"))) {
      String address = stub.url() + "/p?at={Time}";
      HttpBacktestModel server = new HttpBacktestModel(address, "btcusd", false, 2);
      assertArrayEquals(new double[] {0.25, 0.25, 0.25}, server.predict(THREE));
      assertEquals(2, stub.requests().size());
      assertEquals("/p?at=2020-01-01T01%3A00%3A00Z", stub.requests().get(0).uri().toString());
    }
  }

  private PredictionFile read(String text, MissingRule missing) throws IOException {
    Path file = Files.writeString(dir.resolve("mine.csv"), text);
    return PredictionFile.read(file, false, missing).get(0);
  }
}
