package market.store;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Bars that are missing in a row: the first at {@code from}, {@code bars} of them. */
public record CandleGap(Instant from, int bars) {

  public Instant end(Duration step) {
    return from.plus(step.multipliedBy(bars));
  }

  /** Gaps between bars that ascend in time. */
  public static List<CandleGap> findIn(List<Candle> candles, Duration step) {
    var gaps = new ArrayList<CandleGap>();
    for (int i = 1; i < candles.size(); i++) {
      var due = candles.get(i - 1).time().plus(step);
      var found = candles.get(i).time();
      if (due.isBefore(found)) {
        gaps.add(new CandleGap(due, (int) Duration.between(due, found).dividedBy(step)));
      }
    }
    return gaps;
  }

  /** The newest stretch in [from, until) that is not held, cut to its newest {@code span} bars. */
  public static Optional<CandleGap> newestMissing(
      Instant from, Instant until, Duration step, int span, Predicate<Instant> held) {
    var end = until;
    while (end.isAfter(from) && held.test(end.minus(step))) {
      end = end.minus(step);
    }
    var start = end;
    int bars = 0;
    while (start.isAfter(from) && bars < span && !held.test(start.minus(step))) {
      start = start.minus(step);
      bars++;
    }
    return bars == 0 ? Optional.empty() : Optional.of(new CandleGap(start, bars));
  }

  @Override
  public String toString() {
    return bars + (bars == 1 ? " bar missing at " : " bars missing from ") + from;
  }
}
