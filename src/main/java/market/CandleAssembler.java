package market;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import market.quality.PriceCrossCheck;
import market.quality.PriceCrossCheck.FrozenBarFilter;
import market.store.CandleStore;
import market.store.CandleStore.CandleGap;

/** Puts together what is held of a pair: one source's bars, and what the others say of them. */
final class CandleAssembler {
  /** Minutes in a row without a trade that a living market may show. */
  private static final int QUIET = 5;

  private final List<String> sources;
  private final CandleStore store;

  CandleAssembler(List<String> sources, CandleStore store) {
    this.sources = sources;
    this.store = store;
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
            historyFetch,
            crossCheck.resolveDisputes(
                source,
                fillQuietMinutes(
                    historyFetch, crossCheck.fillSmallGaps(historyFetch.storedBars()))));
    if (bars.isEmpty()) {
      throw new Failure.Retry(
          FailureReason.NO_DATA, source + " has no candles of " + historyFetch.series() + " yet");
    }
    var names = String.join("+", crossCheck.usedSources());
    var name = names.isEmpty() ? source : source + "+" + names;
    var origin = DataOrigin.of(name, historyFetch.origin() instanceof DataOrigin.SimulatedMarket);
    return new CandleSeries(historyFetch.pair(), historyFetch.step(), origin, bars);
  }

  /** Every other source of the same kind, as far as its bars pass the checks. */
  PriceCrossCheck crossCheck(HistoryFetch historyFetch) {
    var limits = historyFetch.limits();
    var step = historyFetch.step();
    var alive = new FrozenBarFilter(limits.frozenCloses(), step);
    var others = new TreeMap<String, NavigableMap<Instant, Candle>>();
    for (var name : sources) {
      var origin = DataOrigin.of(name, historyFetch.origin() instanceof DataOrigin.SimulatedMarket);
      if (!origin.equals(historyFetch.origin())) {
        others.put(
            name,
            alive.filter(store.read(historyFetch.pair(), step, origin), historyFetch.until()));
      }
    }
    return new PriceCrossCheck(limits, step, others);
  }

  /** A minute without a trade is missing at most venues: its price is that of the minute before. */
  private static NavigableMap<Instant, Candle> fillQuietMinutes(
      HistoryFetch historyFetch, NavigableMap<Instant, Candle> bars) {
    if (historyFetch.step().compareTo(TopicSpec.HOUR) >= 0) {
      return bars;
    }
    var whole = new TreeMap<>(bars);
    for (var gap : CandleGap.findIn(List.copyOf(bars.values()), historyFetch.step())) {
      double close = whole.lowerEntry(gap.from()).getValue().close();
      for (int i = 0; i < gap.bars() && gap.bars() <= QUIET; i++) {
        Instant at = gap.from().plus(historyFetch.step().multipliedBy(i));
        whole.put(at, new Candle(at, close, close, close, close, 0));
      }
    }
    return whole;
  }

  /** The newest bars up to a gap, oldest first; with the gap where too few would be left. */
  private static List<Candle> newestContiguous(
      HistoryFetch historyFetch, NavigableMap<Instant, Candle> held) {
    var bars = new ArrayList<Candle>();
    for (var bar : held.descendingMap().values()) {
      boolean follows =
          bars.isEmpty()
              || bar.time().plus(historyFetch.step()).equals(bars.get(bars.size() - 1).time());
      if (!follows && bars.size() >= historyFetch.limits().minBars()) {
        break;
      }
      bars.add(bar);
    }
    Collections.reverse(bars);
    return bars;
  }
}
