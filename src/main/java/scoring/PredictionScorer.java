package scoring;

import domain.Claim;
import domain.Score;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.Candle;
import domain.market.CandleSeries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares an accepted claim with what happened, beside what "no change" would have scored. */
public final class PredictionScorer {
  private final InstantSource clock;

  public PredictionScorer(InstantSource clock) {
    this.clock = clock;
  }

  /** The score, or empty while the candles do not reach the end of the horizon. */
  public Optional<Score> score(Claim claim, TopicSpec topic, CandleSeries candles) {
    CandleTruth truths = new CandleTruth(topic, candles);
    Instant base = claim.window().openedAt();
    OptionalDouble truth = truths.targetAt(base);
    OptionalDouble naive = truths.naiveTargetAt(base);
    if (truth.isEmpty() || naive.isEmpty()) {
      return Optional.empty();
    }
    double error = Double.parseDouble(claim.prediction()) - truth.getAsDouble();
    double naiveError = naive.getAsDouble() - truth.getAsDouble();
    return Optional.of(
        new Score(claim.key(), truth.getAsDouble(), error, naiveError, clock.instant()));
  }

  /**
   * What a topic asked for, once it has happened. Read from closing prices, so both ends are those
   * of the last bar closed by then: up to one bar off the minute prices the network's reputers use.
   */
  private static final class CandleTruth {
    private final TopicSpec topic;
    private final CandleSeries candles;

    CandleTruth(TopicSpec topic, CandleSeries candles) {
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
    OptionalDouble targetAt(Instant base) {
      return targetFrom(closeAt(base), closeAt(base.plus(topic.horizon())));
    }

    /** What "no change" would have said: zero for a return, the base price for a price. */
    OptionalDouble naiveTargetAt(Instant base) {
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
}
