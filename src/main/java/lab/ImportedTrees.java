package lab;

import com.fasterxml.jackson.databind.JsonNode;
import inference.Dtype;
import inference.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** XGBoost trees become ONNX; the samples come from walking the trees in Java, not from ONNX. */
final class ImportedTrees {
  private static final int SAMPLES = 32;

  private ImportedTrees() {}

  /**
   * @param names of the features; empty: those in the model
   */
  static Imported of(JsonNode json, List<String> names) {
    BoostedTrees trees = BoostedTrees.of(json);
    List<String> features = Names.agreed(names, trees.features(), trees.width());
    List<Sample> samples = new ArrayList<>();
    for (double[] row : trees.rows(SAMPLES, new Random(67))) {
      samples.add(new Sample(Arrays.stream(row).boxed().toList(), trees.answer(row)));
    }
    return new Imported(trees.toOnnx(features), Dtype.FLOAT32, features, samples);
  }
}
