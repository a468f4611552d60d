package market.quality;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What of a source's bars may speak against another's: none of a run that stands still as no living
 * market does, and not the newest where the source lags, since that may be half a bar.
 */
public record FrozenBarFilter(int frozen) {
  private static final Duration HOUR = Duration.ofHours(1);

  public NavigableMap<Instant, Candle> filter(NavigableMap<Instant, Candle> held, Instant until) {
    var alive = new TreeMap<>(held);
    if (!alive.isEmpty() && alive.lastKey().isBefore(until.minus(HOUR))) {
      alive.pollLastEntry();
    }
    var run = new TreeMap<Instant, Candle>();
    for (var bar : held.values()) {
      if (!run.isEmpty() && bar.close() != run.lastEntry().getValue().close()) {
        dropIfFrozen(run, alive);
      }
      run.put(bar.time(), bar);
    }
    dropIfFrozen(run, alive);
    return alive;
  }

  private void dropIfFrozen(
      NavigableMap<Instant, Candle> run, NavigableMap<Instant, Candle> alive) {
    if (run.size() >= frozen) {
      alive.keySet().removeAll(run.keySet());
    }
    run.clear();
  }
}
