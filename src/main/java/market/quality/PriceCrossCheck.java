package market.quality;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import market.quality.CandleQuality.CrossCheck;
import market.store.CandleStore.CandleGap;

/**
 * What other sources, already held, say about one source's bars. They confirm a jump, fill a small
 * gap, and either outvote or refuse a close that two sources do not share.
 */
public final class PriceCrossCheck implements CrossCheck {
  private static final int SMALL_GAP = 6;
  private static final int COMPARED = 96;

  /** Outvoted more often than this, a source is wrong and not just unlucky. */
  private static final int MANY = 12;

  private final CandleLimits limits;
  private final Duration step;
  private final Map<String, NavigableMap<Instant, Candle>> others;
  private final TreeSet<String> used = new TreeSet<>();
  private String dispute;
  private int outvoted;

  public PriceCrossCheck(
      CandleLimits limits, Duration step, Map<String, NavigableMap<Instant, Candle>> others) {
    this.limits = limits;
    this.step = step;
    this.others = others;
  }

  /** Sources whose bars stand among the others' now. */
  public TreeSet<String> usedSources() {
    return used;
  }

  @Override
  public Optional<String> dispute() {
    return Optional.ofNullable(dispute);
  }

  @Override
  public boolean confirms(Candle bar) {
    return others.values().stream()
        .anyMatch(held -> held.containsKey(bar.time()) && isClose(bar, held.get(bar.time())));
  }

  /** The same bars, small gaps filled by a source that agrees on both sides of the gap. */
  public NavigableMap<Instant, Candle> fillSmallGaps(NavigableMap<Instant, Candle> bars) {
    var whole = new TreeMap<>(bars);
    for (var gap : CandleGap.findIn(bars.values().stream().toList(), step)) {
      if (gap.bars() <= SMALL_GAP) {
        others.forEach((name, held) -> fillGap(gap, name, held, whole));
      }
    }
    return whole;
  }

  private void fillGap(
      CandleGap gap,
      String name,
      NavigableMap<Instant, Candle> held,
      NavigableMap<Instant, Candle> whole) {
    var end = gap.end(step);
    var before = gap.from().minus(step);
    var part = held.subMap(gap.from(), true, end, false);
    if (!whole.containsKey(gap.from())
        && part.size() == gap.bars()
        && isClose(whole.get(before), held.get(before))
        && isClose(whole.get(end), held.get(end))) {
      whole.putAll(part);
      used.add(name);
    }
  }

  /** The same bars, disputed closes of the newest 96 outvoted where that can be done. */
  public NavigableMap<Instant, Candle> resolveDisputes(
      String source, NavigableMap<Instant, Candle> bars) {
    var sure = new TreeMap<>(bars);
    bars.descendingMap().values().stream()
        .limit(COMPARED)
        .forEach(bar -> sure.put(bar.time(), resolveBar(source, bar)));
    if (outvoted > MANY) {
      dispute =
          "%s is outvoted by two others in %d of the last %d bars"
              .formatted(source, outvoted, COMPARED);
    }
    return sure;
  }

  private Candle resolveBar(String source, Candle bar) {
    var said = new ArrayList<Candle>();
    others.values().forEach(held -> Optional.ofNullable(held.get(bar.time())).ifPresent(said::add));
    if (said.stream().allMatch(other -> isClose(bar, other))) {
      return bar;
    }
    if (!limits.outvoteByMedian() || said.size() < 2) {
      dispute =
          "%s closes the bar from %s at %s, others at %s: more than %s bp apart"
              .formatted(
                  source,
                  bar.time(),
                  bar.close(),
                  said.stream().map(Candle::close).toList(),
                  Math.round(limits.disagreement() * 10_000));
      return bar;
    }
    said.add(bar);
    said.sort(Comparator.comparingDouble(Candle::close));
    var median = said.get(said.size() / 2);
    if (isClose(bar, median)) {
      return bar;
    }
    outvoted++;
    used.add("median");
    return median;
  }

  private boolean isClose(Candle a, Candle b) {
    return a != null
        && b != null
        && Math.abs(Math.log(a.close() / b.close())) <= limits.disagreement();
  }

  /**
   * Which of a source's bars may contradict another's: none of a run that stands still as no living
   * market does, and not the newest where the source lags, since that may be half a bar.
   */
  public record FrozenBarFilter(int frozen, Duration step) {
    public NavigableMap<Instant, Candle> filter(NavigableMap<Instant, Candle> held, Instant until) {
      var alive = new TreeMap<>(held);
      if (!alive.isEmpty() && alive.lastKey().isBefore(until.minus(step))) {
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
}
