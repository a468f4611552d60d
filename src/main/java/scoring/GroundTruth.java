package scoring;

import domain.PredictionTarget;
import domain.TopicSpec;
import domain.market.Candle;
import domain.market.CandleSeries;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a topic asked for, once it has happened. Read from closing prices, so both ends are those of
 * the last bar closed by then: up to one bar off the minute prices the network's reputers use.
 */
public final class GroundTruth {
  private final TopicSpec topic;
  private final CandleSeries candles;

  public GroundTruth(TopicSpec topic, CandleSeries candles) {
    if (!topic.pair().equals(candles.pair())) {
      throw new IllegalArgumentException(
          "topic "
              + topic.id()
              + " is about "
              + topic.pair()
              + ", candles about "
              + candles.pair());
    }
    this.topic = topic;
    this.candles = candles;
  }

  /** The realised target for an epoch with this base time; empty while not known. */
  public OptionalDouble targetAt(Instant base) {
    return targetFrom(closeAt(base), closeAt(base.plus(topic.horizon())));
  }

  /** What "no change" would have said: zero for a return, the base price for a price. */
  public OptionalDouble naiveTargetAt(Instant base) {
    OptionalDouble price = closeAt(base);
    return price.isPresent() ? targetFrom(price, price) : price;
  }

  private OptionalDouble targetFrom(OptionalDouble from, OptionalDouble to) {
    if (from.isEmpty() || to.isEmpty()) {
      return OptionalDouble.empty();
    }
    return topic.target() == PredictionTarget.PRICE
        ? to
        : OptionalDouble.of(Math.log(to.getAsDouble() / from.getAsDouble()));
  }

  private OptionalDouble closeAt(Instant moment) {
    Instant start = moment.minus(candles.step());
    return candles.bars().stream()
        .filter(it -> !it.time().isAfter(start) && it.time().isAfter(start.minus(candles.step())))
        .mapToDouble(Candle::close)
        .findFirst();
  }
}
