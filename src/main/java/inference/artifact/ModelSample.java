package inference.artifact;

import java.util.List;

/**
 * A row of inputs with the answer the maker of the model got for it. About one damaged file in
 * forty loads and answers with another finite number; samples are what catches that.
 *
 * @param rounding largest error that the model's own arithmetic may make at this row; 0 where the
 *     manifest does not say
 */
public record ModelSample(List<Double> inputs, double answer, Double rounding) {
  public ModelSample {
    inputs = List.copyOf(inputs);
    rounding = rounding == null ? 0 : rounding;
    if (!Double.isFinite(answer + rounding) || !inputs.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a sample row holds a number that is not finite");
    }
  }

  public ModelSample(List<Double> inputs, double answer) {
    this(inputs, answer, 0.0);
  }

  public double[] toArray() {
    return inputs.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
