package domain.market;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Named inputs of a model, in the order it was trained on, all finite.
 *
 * @param schemaHash hash over the names in order; an artifact with another one is refused
 * @param asOf moment up to which the data behind them reach
 * @param scale standard deviation of the target over the horizon as the market shows it today,
 *     which the guard takes as its yardstick; infinite where no market tells
 */
public record FeatureVector(
    List<String> names, List<Double> values, String schemaHash, Instant asOf, double scale) {
  public FeatureVector {
    names = List.copyOf(names);
    values = List.copyOf(values);
    Objects.requireNonNull(schemaHash, "schemaHash");
    Objects.requireNonNull(asOf, "asOf");
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(names.size() + " names, " + values.size() + " values");
    }
    for (int i = 0; i < names.size(); i++) {
      if (!Double.isFinite(values.get(i))) {
        throw new IllegalArgumentException("feature " + names.get(i) + " is " + values.get(i));
      }
    }
  }

  /** No inputs of ours: the model has its own. */
  public static FeatureVector withoutFeatures(Instant asOf, double scale) {
    return new FeatureVector(List.of(), List.of(), "", asOf, scale);
  }

  /** The values as the model takes them. */
  public double[] toArray() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
