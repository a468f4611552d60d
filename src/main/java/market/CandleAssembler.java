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
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import market.quality.PriceCrossCheck;
import market.quality.PriceCrossCheck.FrozenBarFilter;
import market.store.CandleStore;
import market.store.QuietMinutes;

/**
 * Puts together what is held of a pair: one source's bars, and what the others say of them. What
 * was put together serves until one of them holds something else: between two bars that is every
 * epoch, and for topics of one pair each of them.
 */
final class CandleAssembler {
  private final List<String> sources;
  private final CandleStore store;
  private final Map<String, HeldBars> newest = new ConcurrentHashMap<>();

  /** Candles, and what other sources say of them. */
  record AssembledCandles(CandleSeries candles, PriceCrossCheck crossCheck) {}

  /**
   * What all sources hold, as the store hands it out: maps that never change.
   *
   * @param others of each other source of the same kind
   * @param alive the same as far as they pass the checks
   */
  private record HeldBars(
      Instant until,
      NavigableMap<Instant, Candle> own,
      Map<String, NavigableMap<Instant, Candle>> others,
      Map<String, NavigableMap<Instant, Candle>> alive,
      AtomicReference<AssembledCandles> assembled) {
    boolean isOf(
        Instant time,
        NavigableMap<Instant, Candle> ownNow,
        Map<String, NavigableMap<Instant, Candle>> othersNow) {
      return until.equals(time)
          && own == ownNow
          && others.keySet().equals(othersNow.keySet())
          && others.entrySet().stream().allMatch(it -> it.getValue() == othersNow.get(it.getKey()));
    }
  }

  CandleAssembler(List<String> sources, CandleStore store) {
    this.sources = sources;
    this.store = store;
  }

  /**
   * The gathered bars, where the others fill a gap or correct them that is in the origin.
   *
   * @throws Failure.Retry with NO_DATA if there is none
   */
  AssembledCandles assemble(HistoryFetch historyFetch) {
    var held = heldBars(historyFetch);
    var assembled = held.assembled().get();
    if (assembled == null) {
      var crossCheck =
          new PriceCrossCheck(historyFetch.limits(), historyFetch.step(), held.alive());
      var own = historyFetch.inRange(held.own());
      assembled = new AssembledCandles(assemble(historyFetch, own, crossCheck), crossCheck);
      held.assembled().set(assembled);
    }
    return assembled;
  }

  private static CandleSeries assemble(
      HistoryFetch historyFetch, NavigableMap<Instant, Candle> own, PriceCrossCheck crossCheck) {
    var source = historyFetch.origin().source();
    var bars =
        newestContiguous(
            historyFetch,
            crossCheck.resolveDisputes(
                source, fillQuietMinutes(historyFetch, crossCheck.fillSmallGaps(own))));
    if (bars.isEmpty()) {
      throw new Failure.Retry(
          FailureReason.NO_DATA, source + " has no candles of " + historyFetch.series() + " yet");
    }
    var names = String.join("+", crossCheck.usedSources());
    var name = names.isEmpty() ? source : source + "+" + names;
    var origin = DataOrigin.of(name, historyFetch.origin() instanceof DataOrigin.SimulatedMarket);
    return new CandleSeries(historyFetch.pair(), historyFetch.step(), origin, bars);
  }

  /** How many other sources know the bar that begins then. */
  long countOthersHolding(HistoryFetch historyFetch, Instant time) {
    return heldBars(historyFetch).alive().values().stream()
        .filter(it -> it.containsKey(time))
        .count();
  }

  private HeldBars heldBars(HistoryFetch historyFetch) {
    var own = readBars(historyFetch, historyFetch.origin());
    var others = new TreeMap<String, NavigableMap<Instant, Candle>>();
    for (var name : sources) {
      var origin = DataOrigin.of(name, historyFetch.origin() instanceof DataOrigin.SimulatedMarket);
      if (!origin.equals(historyFetch.origin())) {
        others.put(name, readBars(historyFetch, origin));
      }
    }
    return newest.compute(
        historyFetch.series() + " " + historyFetch.origin(),
        (key, before) ->
            before != null && before.isOf(historyFetch.until(), own, others)
                ? before
                : withoutFrozen(historyFetch, own, others));
  }

  private NavigableMap<Instant, Candle> readBars(HistoryFetch historyFetch, DataOrigin origin) {
    return store.read(historyFetch.pair(), historyFetch.step(), origin);
  }

  private static HeldBars withoutFrozen(
      HistoryFetch historyFetch,
      NavigableMap<Instant, Candle> own,
      Map<String, NavigableMap<Instant, Candle>> others) {
    var filter = new FrozenBarFilter(historyFetch.limits().frozenCloses(), historyFetch.step());
    var alive = new TreeMap<String, NavigableMap<Instant, Candle>>();
    others.forEach((name, held) -> alive.put(name, filter.filter(held, historyFetch.until())));
    return new HeldBars(historyFetch.until(), own, others, alive, new AtomicReference<>());
  }

  private static NavigableMap<Instant, Candle> fillQuietMinutes(
      HistoryFetch historyFetch, NavigableMap<Instant, Candle> bars) {
    if (historyFetch.step().compareTo(TopicSpec.HOUR) >= 0) {
      return bars;
    }
    var whole = new TreeMap<Instant, Candle>();
    QuietMinutes.fill(List.copyOf(bars.values()), historyFetch.step())
        .forEach(it -> whole.put(it.time(), it));
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
