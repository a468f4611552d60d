package inference.guard;

import domain.market.FeatureVector;
import java.util.OptionalDouble;

/**
 * What a value is measured by.
 *
 * @param scale realised standard deviation of the log-return over the horizon
 * @param lastClose price that a predicted price is set against; needed for price topics only
 * @param consensus the network's own inference of the last epoch, in the topic's unit
 */
public record GuardReference(double scale, OptionalDouble lastClose, OptionalDouble consensus) {
  public static GuardReference of(FeatureVector row) {
    return new GuardReference(row.scale(), OptionalDouble.empty(), OptionalDouble.empty());
  }

  public GuardReference withLastClose(double close) {
    return new GuardReference(scale, OptionalDouble.of(close), consensus);
  }

  public GuardReference withConsensus(double value) {
    return new GuardReference(scale, lastClose, OptionalDouble.of(value));
  }
}
