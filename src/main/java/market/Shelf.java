package market;

import domain.Candle;
import domain.Candles;
import domain.Failure;
import domain.Origin;
import domain.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Puts together what is held of a pair: one source's bars, and what the others say of them. */
final class Shelf {
  private final List<String> sources;
  private final CandleStore store;
  private final Limits limits;

  Shelf(List<String> sources, CandleStore store, Limits limits) {
    this.sources = sources;
    this.store = store;
    this.limits = limits;
  }

  /**
   * The gathered bars, where the others fill a gap or correct them that is in the origin.
   *
   * @throws Failure.Wait with NO_DATA if there is none
   */
  Candles candles(Gathering gathering, Witnesses witnesses) {
    var source = gathering.origin().source();
    var bars = newest(witnesses.agreed(source, witnesses.filled(gathering.bars())));
    if (bars.isEmpty()) {
      throw new Failure.Wait(
          Reason.NO_DATA, source + " has no candles of " + gathering.pair() + " yet");
    }
    var names = String.join("+", witnesses.used());
    var name = names.isEmpty() ? source : source + "+" + names;
    var origin = Origin.of(name, gathering.origin() instanceof Origin.Simulated);
    return new Candles(gathering.pair(), Gathering.HOUR, origin, bars);
  }

  /** Every other source of the same kind, as far as its bars may be believed. */
  Witnesses witnesses(Gathering gathering) {
    var alive = new Alive(limits.frozen());
    var others = new TreeMap<String, NavigableMap<Instant, Candle>>();
    for (var name : sources) {
      var origin = Origin.of(name, gathering.origin() instanceof Origin.Simulated);
      if (!origin.equals(gathering.origin())) {
        others.put(name, alive.of(store.read(gathering.pair(), origin), gathering.until()));
      }
    }
    return new Witnesses(limits, others);
  }

  /** The newest bars up to a gap, oldest first; with the gap where too few would be left. */
  private List<Candle> newest(NavigableMap<Instant, Candle> held) {
    var bars = new ArrayList<Candle>();
    for (var bar : held.descendingMap().values()) {
      boolean follows =
          bars.isEmpty()
              || bar.time().plus(Gathering.HOUR).equals(bars.get(bars.size() - 1).time());
      if (!follows && bars.size() >= limits.minimum()) {
        break;
      }
      bars.add(bar);
    }
    Collections.reverse(bars);
    return bars;
  }
}
