package market.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import domain.SharedTestData;
import domain.market.Candle;
import domain.market.DataOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import market.source.SamplePrices;
import market.store.CandleStore.CandleGap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandleStoreTest {
  private static final DataOrigin TIINGO = new DataOrigin.RealMarket("tiingo");
  private static final Instant FROM = Instant.parse("2026-07-01T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;

  private CandleStore filled() {
    var store = new CandleStore(folder, 50);
    store.merge(
        "btcusd", HOUR, TIINGO, SamplePrices.bars(FROM, FROM.plus(Duration.ofHours(60)), HOUR));
    store.save();
    return store;
  }

  @Test
  void keepsTheNewestBarsOverARestart() {
    var before = filled().read("btcusd", HOUR, TIINGO);
    assertEquals(50, before.size());
    assertEquals(before, new CandleStore(folder, 50).read("btcusd", HOUR, TIINGO));
  }

  @Test
  void takesInWhatAnImportWroteBesideIt() throws IOException {
    var daemon = new CandleStore(folder, 500);
    daemon.merge(
        "btcusd",
        HOUR,
        TIINGO,
        SamplePrices.bars(FROM.plus(HOUR), FROM.plus(HOUR.multipliedBy(2)), HOUR));
    daemon.save();
    var imported = new CandleStore(folder, 500);
    imported.merge("btcusd", HOUR, TIINGO, SamplePrices.bars(FROM, FROM.plus(HOUR), HOUR));
    imported.save();
    Path file = folder.resolve("btcusd.tiingo.csv.gz");
    Files.setLastModifiedTime(file, FileTime.from(FROM));
    assertEquals(2, daemon.read("btcusd", HOUR, TIINGO).size());
    daemon.merge(
        "btcusd",
        HOUR,
        TIINGO,
        SamplePrices.bars(FROM.plus(HOUR.multipliedBy(2)), FROM.plus(HOUR.multipliedBy(3)), HOUR));
    daemon.save();
    assertEquals(3, new CandleStore(folder, 500).read("btcusd", HOUR, TIINGO).size());
  }

  @Test
  void simulatedAndRealBarsNeverMix() {
    assertTrue(filled().read("btcusd", HOUR, new DataOrigin.SimulatedMarket("tiingo")).isEmpty());
  }

  @Test
  void startsAnewWhereTheFileIsDamaged() throws IOException {
    filled();
    try (var files = Files.list(folder)) {
      var file = files.findFirst().orElseThrow();
      var bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
    assertTrue(new CandleStore(folder, 50).read("btcusd", HOUR, TIINGO).isEmpty());
    assertEquals(50, filled().read("btcusd", HOUR, TIINGO).size());
  }

  @Test
  void refusesAFileWithABrokenLineByItsNumber() throws IOException {
    var file = folder.resolve("x.csv");
    Files.write(file, List.of(CandleFile.HEADER, FROM + ",1,2,1,1,0", FROM + ",1,2,3,1,0"));
    var refused = assertThrows(IOException.class, () -> CandleFile.read(file, rows -> {}));
    assertTrue(refused.getMessage().contains("line 3"), refused.getMessage());
  }

  @Test
  void reportsGapsAndRepeatedRows() throws IOException {
    var file = folder.resolve("x.csv");
    var later = FROM.plus(Duration.ofHours(4));
    Files.write(
        file,
        List.of(CandleFile.HEADER, FROM + ",1,2,1,1,0", FROM + ",1,2,1,2,0", later + ",1,2,1,1,0"));
    var read = CandleFile.read(file, rows -> {});
    assertEquals(List.of(new CandleGap(FROM.plus(HOUR), 3)), read.gaps());
    assertEquals(1, read.repeated());
  }

  @Test
  void theOrderOfConflictingRowsDoesNotMatter(@TempDir Path other) throws IOException {
    String one = FROM + ",1,2,1,1,5";
    String two = FROM + ",1,2,1,2,5";
    String stub = FROM + ",1,3,1,3,4";
    Path ahead = Files.write(other.resolve("a.csv"), List.of(CandleFile.HEADER, one, two, stub));
    Path back = Files.write(other.resolve("b.csv"), List.of(CandleFile.HEADER, stub, two, one));
    CandleFile read = CandleFile.read(ahead, rows -> {});
    assertEquals(List.of(new Candle(FROM, 1, 2, 1, 2, 5)), read.bars());
    assertEquals(read, CandleFile.read(back, rows -> {}));
  }

  @ParameterizedTest
  @CsvSource({"btcusd,84000", "ethusd,66456", "solusd,44304"})
  void readsTheRealFilesWithoutAGap(String pair, int bars) throws IOException {
    var file = SharedTestData.path(pair + "-hourly-train.csv.gz");
    assumeTrue(file.isPresent(), "no shared data here");
    var read = CandleFile.read(file.get(), rows -> {});
    assertEquals(bars, read.bars().size());
    assertEquals(List.of(), read.gaps());
  }

  @Test
  void emptyLinesAreSkippedAndLinesStayNumberedAsInTheFile(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("bars.csv");
    String head = "time,open,high,low,close,volume\n\n2025-01-01T00:00:00Z,1,1,1,1,1\n  \n";
    Files.writeString(file, head + "\n");
    assertEquals(1, CandleFile.read(file, rows -> {}).bars().size());
    Files.writeString(file, head + "no candle\n");
    var refused = assertThrows(IOException.class, () -> CandleFile.read(file, rows -> {}));
    assertTrue(refused.getMessage().contains("line 5"), refused.getMessage());
  }
}
