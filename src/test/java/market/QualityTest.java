package market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import domain.Candle;
import domain.Candles;
import domain.Failure;
import domain.Origin;
import domain.Reason;
import domain.SharedData;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QualityTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant END = Instant.parse("2026-07-13T17:00:00Z");
  private final Quality quality = new Quality(Limits.DEFAULT);

  private static List<Candle> bars(int count) {
    return new ArrayList<>(Prices.bars(END.minus(HOUR.multipliedBy(count)), END, HOUR));
  }

  private static Candles candles(List<Candle> bars) {
    return new Candles("btcusd", HOUR, new Origin.Market("tiingo"), bars);
  }

  private Reason refusal(List<Candle> bars, Instant now) {
    return assertThrows(Failure.Wait.class, () -> quality.require(candles(bars), now, bar -> false))
        .reason();
  }

  @Test
  void passesGoodCandlesUntouched() {
    var good = candles(bars(1_200));
    assertSame(good, quality.require(good, END.plusSeconds(7_200), bar -> false));
  }

  @Test
  void refusesDataOlderThanTwoHours() {
    assertEquals(Reason.STALE_DATA, refusal(bars(1_200), END.plusSeconds(7_201)));
  }

  @Test
  void refusesABarThatHasNotClosed() {
    assertEquals(Reason.BAD_DATA, refusal(bars(1_200), END.minusSeconds(1)));
  }

  @Test
  void refusesTooShortAHistory() {
    assertEquals(Reason.NO_DATA, refusal(bars(1_199), END));
  }

  @Test
  void refusesAGap() {
    var bars = bars(1_300);
    bars.remove(700);
    assertEquals(Reason.BAD_DATA, refusal(bars, END));
  }

  @Test
  void refusesAFrozenRun() {
    var bars = bars(1_200);
    for (int i = 1_194; i < 1_200; i++) {
      bars.set(i, new Candle(bars.get(i).time(), 60_000, 60_000, 60_000, 60_000, 0));
    }
    assertEquals(Reason.BAD_DATA, refusal(bars, END));
  }

  @Test
  void refusesALonelyJumpAndPassesAConfirmedOne() {
    var bars = bars(1_200);
    bars.set(1_199, new Candle(bars.get(1_199).time(), 60_000, 60_000, 40_000, 40_000, 1));
    assertEquals(Reason.BAD_DATA, refusal(bars, END));
    assertEquals(1_200, quality.require(candles(bars), END, bar -> true).bars().size());
  }

  @Test
  void passesTheCrashOfMarch2020AsItWas() throws IOException {
    var file = SharedData.path("btcusd-hourly-train.csv.gz");
    assumeTrue(file.isPresent(), "no shared data here");
    var end = Instant.parse("2020-03-13T01:00:00Z");
    var bars =
        CandleFile.read(file.get(), rows -> {}).bars().stream()
            .filter(bar -> bar.time().isBefore(end))
            .toList();
    var crash = candles(bars.subList(bars.size() - 8_760, bars.size()));
    assertSame(crash, quality.require(crash, end, bar -> false));
  }

  @Test
  void refusesAJumpWhereverItIsAndHoweverLongItLasts() {
    var bars = bars(1_200);
    for (int i = 700; i < 1_200; i++) {
      var bar = bars.get(i);
      bars.set(i, new Candle(bar.time(), 1, 1e6, 0.5, 1.5 * bar.close(), 1));
    }
    assertEquals(Reason.BAD_DATA, refusal(bars, END));
  }

  @Test
  void refusesWhatAnotherSourceDisputesAndSaysSo() {
    var lie = held(bars(1_200));
    lie.replaceAll((time, bar) -> new Candle(time, 1, 1e6, 0.5, 1.01 * bar.close(), bar.volume()));
    var one = new Witnesses(Limits.DEFAULT, Map.of("coinbase", held(bars(100))));
    var bars = List.copyOf(one.agreed("tiingo", lie).values());
    var wait = assertThrows(Failure.Wait.class, () -> quality.require(candles(bars), END, one));
    assertEquals(Reason.BAD_DATA, wait.reason());
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
    var witnesses =
        new Witnesses(
            Limits.DEFAULT, Map.of("coinbase", held(bars(100)), "kraken", held(bars(100))));
    assertEquals(held(bars(100)), witnesses.agreed("tiingo", lie));
    var strict = Limits.DEFAULT.withDisagreement(0.005, false);
    var refusing = new Witnesses(strict, Map.of("a", held(bars(100)), "b", held(bars(100))));
    assertEquals(lie, refusing.agreed("tiingo", lie));
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
    var witnesses = new Witnesses(Limits.DEFAULT, Map.of("coinbase", held(bars(100))));
    assertEquals(large, witnesses.filled(large));
    assertTrue(witnesses.used().isEmpty());
    assertEquals(held(bars(100)), witnesses.filled(small));
    assertTrue(witnesses.used().contains("coinbase"));
  }
}
