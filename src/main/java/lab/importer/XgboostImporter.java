package lab.importer;

import com.fasterxml.jackson.databind.JsonNode;
import inference.artifact.TensorType;
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
    List<String> features = ImportOptions.requireConsistent(names, trees.features(), trees.width());
    return new ImportedModel(
        trees.toOnnx(features),
        TensorType.FLOAT32,
        features,
        trees.answer(trees.sampleRows(SAMPLES, new Random(67))),
        trees::answer);
  }
}
