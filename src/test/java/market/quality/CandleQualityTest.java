package market.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import domain.Failure;
import domain.FailureReason;
import domain.SharedTestData;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import market.source.SamplePrices;
import market.store.CandleFile;
import org.junit.jupiter.api.Test;

class CandleQualityTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant END = Instant.parse("2026-07-13T17:00:00Z");
  private final CandleQuality quality = new CandleQuality(CandleLimits.DEFAULT);

  private static List<Candle> bars(int count) {
    return new ArrayList<>(SamplePrices.bars(END.minus(HOUR.multipliedBy(count)), END, HOUR));
  }

  private static CandleSeries candles(List<Candle> bars) {
    return new CandleSeries("btcusd", HOUR, new DataOrigin.RealMarket("tiingo"), bars);
  }

  private FailureReason refusal(List<Candle> bars, Instant now) {
    return assertThrows(
            Failure.Retry.class, () -> quality.requireGood(candles(bars), now, bar -> false))
        .reason();
  }

  @Test
  void passesGoodCandlesUntouched() {
    var good = candles(bars(1_200));
    assertSame(good, quality.requireGood(good, END.plusSeconds(7_200), bar -> false));
  }

  @Test
  void refusesDataOlderThanTwoHours() {
    assertEquals(FailureReason.STALE_DATA, refusal(bars(1_200), END.plusSeconds(7_201)));
  }

  @Test
  void candlesThatPassedAge() {
    var passed = candles(bars(1_200));
    quality.requireCurrent(passed, END.plusSeconds(7_200));
    var old =
        assertThrows(
            Failure.Retry.class, () -> quality.requireCurrent(passed, END.plusSeconds(7_201)));
    assertEquals(FailureReason.STALE_DATA, old.reason());
  }

  @Test
  void refusesABarThatHasNotClosed() {
    assertEquals(FailureReason.BAD_DATA, refusal(bars(1_200), END.minusSeconds(1)));
  }

  @Test
  void refusesTooShortAHistory() {
    assertEquals(FailureReason.NO_DATA, refusal(bars(1_199), END));
  }

  @Test
  void refusesAGap() {
    var bars = bars(1_300);
    bars.remove(700);
    assertEquals(FailureReason.BAD_DATA, refusal(bars, END));
  }

  @Test
  void refusesAFrozenRun() {
    var bars = bars(1_200);
    for (int i = 1_194; i < 1_200; i++) {
      bars.set(i, new Candle(bars.get(i).time(), 60_000, 60_000, 60_000, 60_000, 0));
    }
    assertEquals(FailureReason.BAD_DATA, refusal(bars, END));
  }

  @Test
  void refusesALonelyJumpAndPassesAConfirmedOne() {
    var bars = bars(1_200);
    bars.set(1_199, new Candle(bars.get(1_199).time(), 60_000, 60_000, 40_000, 40_000, 1));
    assertEquals(FailureReason.BAD_DATA, refusal(bars, END));
    assertEquals(1_200, quality.requireGood(candles(bars), END, bar -> true).bars().size());
  }

  @Test
  void passesTheCrashOfMarch2020AsItWas() throws IOException {
    var file = SharedTestData.path("btcusd-hourly-train.csv.gz");
    assumeTrue(file.isPresent(), "no shared data here");
    var end = Instant.parse("2020-03-13T01:00:00Z");
    var bars =
        CandleFile.read(file.get(), rows -> {}).bars().stream()
            .filter(bar -> bar.time().isBefore(end))
            .toList();
    var crash = candles(bars.subList(bars.size() - 8_760, bars.size()));
    assertSame(crash, quality.requireGood(crash, end, bar -> false));
  }

  @Test
  void refusesAJumpWhereverItIsAndHoweverLongItLasts() {
    var bars = bars(1_200);
    for (int i = 700; i < 1_200; i++) {
      var bar = bars.get(i);
      bars.set(i, new Candle(bar.time(), 1, 1e6, 0.5, 1.5 * bar.close(), 1));
    }
    assertEquals(FailureReason.BAD_DATA, refusal(bars, END));
  }

  @Test
  void refusesWhatAnotherSourceDisputesAndSaysSo() {
    var lie = held(bars(1_200));
    lie.replaceAll((time, bar) -> new Candle(time, 1, 1e6, 0.5, 1.01 * bar.close(), bar.volume()));
    var one = new PriceCrossCheck(CandleLimits.DEFAULT, HOUR, Map.of("coinbase", held(bars(100))));
    var bars = List.copyOf(one.resolveDisputes("tiingo", lie).values());
    var wait =
        assertThrows(Failure.Retry.class, () -> quality.requireGood(candles(bars), END, one));
    assertEquals(FailureReason.BAD_DATA, wait.reason());
    assertTrue(wait.getMessage().contains("50 bp apart"), wait.getMessage());
  }

  private static TreeMap<Instant, Candle> held(List<Candle> bars) {
    var held = new TreeMap<Instant, Candle>();
    bars.forEach(bar -> held.put(bar.time(), bar));
    return held;
  }

  @Test
  void threeSourcesOutvoteALie() {
    var lie = held(bars(100));
    lie.put(END.minus(HOUR), new Candle(END.minus(HOUR), 60_000, 60_000, 40_000, 40_000, 1));
    var crossCheck =
        new PriceCrossCheck(
            CandleLimits.DEFAULT,
            HOUR,
            Map.of("coinbase", held(bars(100)), "kraken", held(bars(100))));
    assertEquals(held(bars(100)), crossCheck.resolveDisputes("tiingo", lie));
    var strict = CandleLimits.DEFAULT.withDisagreement(0.005, false);
    var refusing =
        new PriceCrossCheck(strict, HOUR, Map.of("a", held(bars(100)), "b", held(bars(100))));
    assertEquals(lie, refusing.resolveDisputes("tiingo", lie));
    assertTrue(refusing.dispute().isPresent());
  }

  @Test
  void onlySmallGapsAreFilledAndTheOtherSourceIsNamed() {
    var small = held(bars(100));
    var large = held(bars(100));
    for (int i = 20; i < 27; i++) {
      large.remove(END.minus(HOUR.multipliedBy(i)));
    }
    small.remove(END.minus(HOUR.multipliedBy(20)));
    var crossCheck =
        new PriceCrossCheck(CandleLimits.DEFAULT, HOUR, Map.of("coinbase", held(bars(100))));
    assertEquals(large, crossCheck.fillSmallGaps(large));
    assertTrue(crossCheck.usedSources().isEmpty());
    assertEquals(held(bars(100)), crossCheck.fillSmallGaps(small));
    assertTrue(crossCheck.usedSources().contains("coinbase"));
  }
}
