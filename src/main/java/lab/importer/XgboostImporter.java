package lab.importer;

import com.fasterxml.jackson.databind.JsonNode;
import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** XGBoost trees become ONNX; the samples come from walking the trees in Java, not from ONNX. */
public final class XgboostImporter {
  private static final int SAMPLES = 32;

  private XgboostImporter() {}

  /**
   * @param names of the features; empty: those in the model
   */
  public static ImportedModel importModel(JsonNode json, List<String> names) {
    XgboostModel trees = XgboostModel.parse(json);
    List<String> features =
        FeatureNameCheck.requireConsistent(names, trees.features(), trees.width());
    List<ModelSample> samples = new ArrayList<>();
    for (double[] row : trees.sampleRows(SAMPLES, new Random(67))) {
      samples.add(trees.sample(row));
    }
    return new ImportedModel(trees.toOnnx(features), TensorType.FLOAT32, features, samples);
  }
}
