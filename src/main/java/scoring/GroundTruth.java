package scoring;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.DataOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a topic asked for, once it has happened: the truth that losses are measured against.
 *
 * @param value 0 where there are labels
 * @param labels numbers by label; empty for a topic of one number
 * @param newest moment up to which data was used
 * @param note who said what
 */
public record GroundTruth(
    double value, Map<String, Double> labels, DataOrigin origin, Instant newest, String note) {

  public GroundTruth(double value, DataOrigin origin, Instant newest, String note) {
    this(value, Map.of(), origin, newest, note);
  }

  /** For people. */
  public String text() {
    return labels.isEmpty() ? Double.toString(value) : labels.toString();
  }

  /**
   * One source's word.
   *
   * @param prices at the base and at the end of the horizon
   */
  public static GroundTruth ofPrices(
      TopicSpec topic, List<Double> prices, DataOrigin origin, Instant newest, String note) {
    double value =
        topic.target() == PredictionTarget.PRICE
            ? prices.get(1)
            : Math.log(prices.get(1) / prices.get(0));
    return new GroundTruth(value, origin, newest, note);
  }

  /**
   * The first of two that agree; one of a simulated market needs no second.
   *
   * @param allowed part of the price by which two may differ
   * @throws Failure.Retry if none agree yet
   */
  public static GroundTruth agreed(
      TopicSpec topic, List<GroundTruth> said, double allowed, List<String> faults) {
    boolean alone = said.size() < 2;
    for (GroundTruth one : said) {
      double most =
          topic.target() == PredictionTarget.PRICE ? allowed * Math.abs(one.value) : allowed;
      boolean confirmed =
          alone && one.origin instanceof DataOrigin.SimulatedMarket
              || said.stream().anyMatch(it -> it != one && Math.abs(it.value - one.value) <= most);
      if (confirmed) {
        return one;
      }
    }
    throw new Failure.Retry(
        alone ? FailureReason.NO_DATA : FailureReason.BAD_DATA,
        "topic %d: no two market sources agree on the truth yet: %s %s"
            .formatted(topic.id(), said.stream().map(GroundTruth::note).toList(), faults));
  }
}
