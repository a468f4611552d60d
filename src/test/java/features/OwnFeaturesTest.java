package features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.SharedTestData;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import domain.market.FeatureVector;
import domain.market.RandomWalkCandles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnFeaturesTest {
  private static final Path FOLDER = Path.of("src/test/resources/features");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> OWN = FeatureNamesFile.readNames(FOLDER.resolve("own.txt"));

  @Test
  void agreesWithTheGeneratedPythonOnRealCandles() throws IOException {
    requirePythonsRows("own", realCandles("btcusd"));
  }

  @Test
  void agreesWithTheGeneratedPythonOnRealCandlesOfThreePairs() throws IOException {
    CandleSeries all =
        realCandles("btcusd").withOther(realCandles("ethusd")).withOther(realCandles("solusd"));
    assertEquals(
        List.of("ethusd", "btcusd", "solusd"),
        FeatureSet.of(FeatureNamesFile.readNames(FOLDER.resolve("pairs.txt"))).pairs());
    requirePythonsRows("pairs", all);
  }

  @Test
  void agreesWithTheGeneratedPythonOnCandlesOfAMinute() throws IOException {
    double[] closes =
        Files.readAllLines(FOLDER.resolve("closes.csv")).stream()
            .skip(1)
            .mapToDouble(Double::parseDouble)
            .toArray();
    requirePythonsRows("minutes", RandomWalkCandles.candles(closes, Duration.ofMinutes(1)));
  }

  private static CandleSeries realCandles(String pair) throws IOException {
    Path file = SharedTestData.path(pair + "-hourly-train.csv.gz").orElse(null);
    Assumptions.assumeTrue(file != null, "shared data are absent");
    List<String> lines = SharedTestData.lines(file);
    List<Candle> bars =
        lines.subList(lines.size() - 30_000, lines.size()).stream()
            .map(OwnFeaturesTest::candle)
            .toList();
    return new CandleSeries(pair, HOUR, new DataOrigin.SimulatedMarket("file"), bars);
  }

  private static void requirePythonsRows(String name, CandleSeries candles) throws IOException {
    List<Candle> bars = candles.bars();
    FeatureSet set = FeatureSet.of(FeatureNamesFile.readNames(FOLDER.resolve(name + ".txt")));
    PriceSeries series = PriceSeries.of(candles);
    List<String> expected = Files.readAllLines(FOLDER.resolve(name + ".csv"));
    assertEquals("time," + String.join(",", FeatureSet.columnsOf(set.names())), expected.get(0));
    for (String line : expected.subList(1, expected.size())) {
      String[] cells = line.split(",");
      int t = indexOf(bars, cells[0]);
      double[] row = set.rows(series, t, t + 1)[0];
      for (int i = 0; i < row.length; i++) {
        double python = Double.parseDouble(cells[i + 1]);
        double allowed = Math.max(1e-15, 1e-12 * Math.abs(python));
        assertEquals(python, row[i], allowed, set.names().get(i) + " at " + cells[0]);
      }
    }
  }

  @Test
  void theRowServedIsTheRowTrainedOnAndKnowsNothingLater() {
    FeatureSet set = FeatureSet.of(OWN);
    CandleSeries all = RandomWalkCandles.candles(10_200, 4);
    CandleSeries part =
        new CandleSeries(all.pair(), all.step(), all.origin(), all.bars().subList(0, 10_000));
    double[] trained = set.rows(PriceSeries.of(all), 9_999, 10_000)[0];
    assertArrayEquals(trained, set.latestRow(part, Duration.ofHours(24), 0).toArray(), 0);
    double[][] many = set.rows(PriceSeries.of(all), 9_700, 10_200);
    assertArrayEquals(trained, many[299], 0);
  }

  @Test
  void aRowOfSeveralPairsIsTheNewestThatAllHaveAndNeverMadeUp() {
    FeatureSet set = FeatureSet.of(List.of("spread = ln(close) - ln(ethusd.close)"));
    CandleSeries own = RandomWalkCandles.candles(800, 4);
    Instant late = own.newest().time();
    CandleSeries behind = named("ethusd", RandomWalkCandles.candles(799, 5));
    CandleSeries both = own.withOther(behind);
    FeatureVector row = set.latestRow(both, HOUR, 0);
    assertEquals(late, row.asOf());
    double expected =
        Math.log(own.bars().get(798).close()) - Math.log(behind.bars().get(798).close());
    assertEquals(expected, row.values().get(0), 1e-15);
    assertEquals(set.latestRow(both.startingBefore(late), HOUR, 0).values(), row.values());
    assertTrue(!both.inputHash().equals(own.inputHash()));

    requireSkipped(set, own, "there are no candles of it");
    CandleSeries few = behind.startingBefore(own.bars().get(20).time());
    requireSkipped(set, own.withOther(few), "20 candles together with ethusd");
    CandleSeries real =
        new CandleSeries("ethusd", HOUR, new DataOrigin.RealMarket("kraken"), behind.bars());
    requireSkipped(set, own.withOther(real), "do not go together");
  }

  private static void requireSkipped(FeatureSet set, CandleSeries candles, String expected) {
    Failure.Retry refused =
        assertThrows(Failure.Retry.class, () -> set.latestRow(candles, HOUR, 0));
    assertEquals(FailureReason.FEATURES, refused.reason());
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  private static CandleSeries named(String pair, CandleSeries all) {
    return new CandleSeries(pair, all.step(), all.origin(), all.bars());
  }

  @Test
  void theSchemaHashCoversTheDefinitionAndNotItsSpaces() {
    String hash = FeatureSet.of(List.of("x = ret(close, 24h)")).schemaHash();
    assertEquals(hash, FeatureSet.of(List.of("x  =  ret(close,   24h)")).schemaHash());
    assertTrue(!hash.equals(FeatureSet.of(List.of("x = ret(close, 25h)")).schemaHash()));
    assertTrue(!hash.equals(FeatureSet.of(List.of("x = ret(ethusd.close, 24h)")).schemaHash()));
  }

  @Test
  void minutesAreWindowsOfMinuteCandles() {
    FeatureSet set = FeatureSet.of(List.of("fast = ret(close, 5m)", "slow = mean(close, 2h)"));
    double[] closes = RandomWalkCandles.closes(200, 6);
    CandleSeries minutes = RandomWalkCandles.candles(closes, Duration.ofMinutes(1));
    double[] row = set.latestRow(minutes, Duration.ofMinutes(5), 0).toArray();
    assertEquals(Math.log(closes[199] / closes[194]), row[0], 1e-15);
    assertEquals(Arrays.stream(closes, 80, 200).average().orElseThrow(), row[1], 1e-9);
    Failure.Retry hourly =
        assertThrows(
            Failure.Retry.class,
            () -> set.latestRow(RandomWalkCandles.candles(900, 1), Duration.ofHours(1), 0));
    assertTrue(hourly.getMessage().contains("no whole number of candles"), hourly.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x = ret(close)| ',' is missing",
        "x = eval(close)| there is no function 'eval'",
        "x = price| there is no field 'price'",
        "x = mean(close, 24)| is no window",
        "x = lag(close, -3h)| is no window",
        "x = close close| nothing may follow",
        "x = __import__('os')| cannot read",
        "x = mean(close, 9999h)| looks back 9998 hours",
        "x = ethusd.hour| there is no field 'hour' of ethusd",
        "x = ethusd.ret(close, 1h)| write ret(ethusd.close, ...)",
        "9x = close| is not NAME = EXPRESSION",
      })
  void whatIsNotInTheLanguageIsRefused(String line, String expected) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> FeatureSet.of(List.of(line)));
    assertTrue(refused.getMessage().contains(expected), refused.getMessage());
  }

  /** Each of them would double the work, as what it is computed from stands there twice. */
  @Test
  void nestedReturnsAndEndlessWindowsAreRefusedAtOnce() {
    String nested = "x = " + "ret(".repeat(38) + "close" + ", 1h)".repeat(38);
    assertThrows(IllegalArgumentException.class, () -> FeatureSet.of(List.of(nested)));
    List<String> endless = List.of("x = ema(close, 300000d)");
    assertThrows(IllegalArgumentException.class, () -> FeatureSet.of(endless));
  }

  /** As numpy's median: unknown while one of the window is. */
  @Test
  void aMedianOfAnUnknownValueIsUnknown() {
    double[] values = new double[1200];
    Arrays.setAll(values, i -> i % 97);
    values[500] = Double.NaN;
    double[] medians = RollingMedian.of(values, 400);
    assertTrue(Double.isNaN(medians[500]) && Double.isNaN(medians[899]));
    double[] window = Arrays.copyOfRange(values, 501, 901);
    Arrays.sort(window);
    assertEquals((window[199] + window[200]) / 2, medians[900]);
  }

  private static int indexOf(List<Candle> bars, String time) {
    Duration step = Duration.between(bars.get(0).time(), bars.get(1).time());
    Duration since = Duration.between(bars.get(0).time(), Candle.parseTime(time));
    return Math.toIntExact(since.dividedBy(step));
  }

  private static Candle candle(String line) {
    String[] cells = line.split(",");
    double[] n = Arrays.stream(cells).skip(1).mapToDouble(Double::parseDouble).toArray();
    return new Candle(Candle.parseTime(cells[0]), n[0], n[1], n[2], n[3], n[4]);
  }
}
