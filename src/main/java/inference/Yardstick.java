package inference;

import domain.FeatureVector;
import java.util.OptionalDouble;

/**
 * What a value is measured by.
 *
 * @param scale realised standard deviation of the log-return over the horizon
 * @param lastClose price that a predicted price is set against; needed for price topics only
 * @param consensus the network's own inference of the last epoch, in the topic's unit
 */
public record Yardstick(double scale, OptionalDouble lastClose, OptionalDouble consensus) {
  public static Yardstick of(FeatureVector row) {
    return new Yardstick(row.scale(), OptionalDouble.empty(), OptionalDouble.empty());
  }

  public Yardstick withLastClose(double close) {
    return new Yardstick(scale, OptionalDouble.of(close), consensus);
  }

  public Yardstick withConsensus(double value) {
    return new Yardstick(scale, lastClose, OptionalDouble.of(value));
  }
}
