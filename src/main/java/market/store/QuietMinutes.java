package market.store;

import domain.TopicSpec;
import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import market.store.CandleStore.CandleGap;

/** A minute without a trade is missing at most venues: its price is that of the minute before. */
public final class QuietMinutes {
  /** Minutes in a row without a trade that a living market may show. */
  public static final int MOST = 5;

  private QuietMinutes() {}

  /**
   * The candles with those of quiet minutes between them; of hours none are quiet.
   *
   * @param bars ascending in time
   */
  public static List<Candle> fill(List<Candle> bars, Duration step) {
    if (step.compareTo(TopicSpec.HOUR) >= 0) {
      return bars;
    }
    List<Candle> whole = new ArrayList<>(bars.size());
    for (Candle bar : bars) {
      if (!whole.isEmpty()) {
        addBetween(whole.get(whole.size() - 1), bar, step, whole);
      }
      whole.add(bar);
    }
    return whole;
  }

  private static void addBetween(Candle last, Candle next, Duration step, List<Candle> whole) {
    for (CandleGap gap : CandleGap.findIn(List.of(last, next), step)) {
      for (int i = 0; i < gap.bars() && gap.bars() <= MOST; i++) {
        Instant at = gap.from().plus(step.multipliedBy(i));
        double close = last.close();
        whole.add(new Candle(at, close, close, close, close, 0));
      }
    }
  }
}
