package lab.importer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import lab.importer.xgboost.InputScaling;
import lab.importer.xgboost.XgboostModel;
import lab.importer.xgboost.XgboostReader;

/**
 * Converts XGBoost models to ONNX; the samples come from plain arithmetic in Java, not from ONNX.
 */
public final class XgboostImporter {
  private static final int SAMPLES = 32;

  private XgboostImporter() {}

  /**
   * @param names names of the features; empty to use those in the model
   */
  public static ImportedModel importModel(JsonNode json, List<String> names) {
    return importModel(json, InputScaling.NONE, names);
  }

  static ImportedModel importModel(JsonNode json, InputScaling scaling, List<String> names) {
    XgboostModel model = XgboostReader.parse(json).withScaling(scaling);
    List<String> features = ImportOptions.requireConsistent(names, model.features(), model.width());
    return new ImportedModel(
        model.toOnnx(features),
        model.dtype(),
        features,
        model.answer(model.sampleRows(SAMPLES, new Random(67))),
        model::answer);
  }
}
