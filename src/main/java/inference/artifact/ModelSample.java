package inference.artifact;

import java.util.List;

/**
 * A row of inputs with the answer the maker of the model got for it. About one damaged file in
 * forty loads and answers with another finite number; samples are what catches that.
 */
public record ModelSample(List<Double> inputs, double answer) {
  public ModelSample {
    inputs = List.copyOf(inputs);
    if (!Double.isFinite(answer) || !inputs.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("a sample row holds a number that is not finite");
    }
  }

  public double[] toArray() {
    return inputs.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
