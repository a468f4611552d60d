package market.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import market.quality.PriceCrossCheck.FrozenBarFilter;
import org.junit.jupiter.api.Test;

class FrozenBarFilterTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static NavigableMap<Instant, Candle> bars(double... closes) {
    NavigableMap<Instant, Candle> bars = new TreeMap<>();
    for (double close : closes) {
      Instant time = START.plus(Duration.ofHours(bars.size()));
      bars.put(time, new Candle(time, close, close, close, close, 1));
    }
    return bars;
  }

  private static NavigableMap<Instant, Candle> heard(int hours, double... closes) {
    return new FrozenBarFilter(3, Duration.ofHours(1))
        .filter(bars(closes), START.plus(Duration.ofHours(hours)));
  }

  @Test
  void aRunThatStandsStillIsNotHeard() {
    NavigableMap<Instant, Candle> heard = heard(7, 1, 2, 2, 2, 3, 4, 4);
    assertEquals(4, heard.size());
    assertEquals(START, heard.firstKey());
    assertEquals(3, heard.higherEntry(START).getValue().close());
  }

  @Test
  void theNewestBarIsHeardUnlessTheSourceLags() {
    assertEquals(3, heard(3, 1, 2, 3).size());
    assertEquals(2, heard(4, 1, 2, 3).size());
  }
}
