package market;

import domain.Failure;
import domain.FailureReason;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import market.quality.CandleLimits;
import market.quality.PriceCrossCheck;
import market.quality.PriceCrossCheck.FrozenBarFilter;
import market.store.CandleStore;

/** Puts together what is held of a pair: one source's bars, and what the others say of them. */
final class CandleAssembler {
  private final List<String> sources;
  private final CandleStore store;
  private final CandleLimits limits;

  CandleAssembler(List<String> sources, CandleStore store, CandleLimits limits) {
    this.sources = sources;
    this.store = store;
    this.limits = limits;
  }

  /**
   * The gathered bars, where the others fill a gap or correct them that is in the origin.
   *
   * @throws Failure.Retry with NO_DATA if there is none
   */
  CandleSeries assemble(HistoryFetch historyFetch, PriceCrossCheck crossCheck) {
    var source = historyFetch.origin().source();
    var bars =
        newestContiguous(
            crossCheck.resolveDisputes(
                source, crossCheck.fillSmallGaps(historyFetch.storedBars())));
    if (bars.isEmpty()) {
      throw new Failure.Retry(
          FailureReason.NO_DATA, source + " has no candles of " + historyFetch.pair() + " yet");
    }
    var names = String.join("+", crossCheck.usedSources());
    var name = names.isEmpty() ? source : source + "+" + names;
    var origin = DataOrigin.of(name, historyFetch.origin() instanceof DataOrigin.SimulatedMarket);
    return new CandleSeries(historyFetch.pair(), HistoryFetch.HOUR, origin, bars);
  }

  /** Every other source of the same kind, as far as its bars pass the checks. */
  PriceCrossCheck crossCheck(HistoryFetch historyFetch) {
    var alive = new FrozenBarFilter(limits.frozenCloses());
    var others = new TreeMap<String, NavigableMap<Instant, Candle>>();
    for (var name : sources) {
      var origin = DataOrigin.of(name, historyFetch.origin() instanceof DataOrigin.SimulatedMarket);
      if (!origin.equals(historyFetch.origin())) {
        others.put(
            name, alive.filter(store.read(historyFetch.pair(), origin), historyFetch.until()));
      }
    }
    return new PriceCrossCheck(limits, others);
  }

  /** The newest bars up to a gap, oldest first; with the gap where too few would be left. */
  private List<Candle> newestContiguous(NavigableMap<Instant, Candle> held) {
    var bars = new ArrayList<Candle>();
    for (var bar : held.descendingMap().values()) {
      boolean follows =
          bars.isEmpty()
              || bar.time().plus(HistoryFetch.HOUR).equals(bars.get(bars.size() - 1).time());
      if (!follows && bars.size() >= limits.minBars()) {
        break;
      }
      bars.add(bar);
    }
    Collections.reverse(bars);
    return bars;
  }
}
