package lab.importer;

import java.util.Locale;
import java.util.Map;

/** The line to run in Python for a model that cannot be read here, by the library that made it. */
final class ExportInstructions {
  private static final String SKLEARN =
      "skl2onnx.to_onnx(model, X[:1].astype(numpy.float32)).SerializeToString(), written to"
          + " model.onnx";
  private static final String XGBOOST = "model.save_model(\"model.json\")";
  private static final String LIGHTGBM =
      "onnxmltools.convert_lightgbm(model, initial_types=[(\"x\", FloatTensorType([None,"
          + " n]))]).SerializeToString(), written to model.onnx";
  private static final String TORCH =
      "torch.onnx.export(model.eval(), (row,), \"model.onnx\", external_data=False)";
  private static final Map<String, String> KNOWN =
      Map.of(
          "sklearn",
          SKLEARN,
          "joblib",
          SKLEARN,
          "xgboost",
          XGBOOST,
          "xgb",
          XGBOOST,
          "lightgbm",
          LIGHTGBM,
          "txt",
          LIGHTGBM,
          "torch",
          TORCH,
          "pt",
          TORCH,
          "pth",
          TORCH);

  private ExportInstructions() {}

  /**
   * @param sign a class name found inside, or the file's ending
   */
  static String forKind(String sign) {
    String root = sign.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    String known = KNOWN.get(root);
    return known == null ? forUnknownKind() : "export it where it was made: " + known;
  }

  private static String forUnknownKind() {
    return "export it where it was made. XGBoost: %s. scikit-learn: %s. LightGBM: %s. PyTorch: %s"
        .formatted(XGBOOST, SKLEARN, LIGHTGBM, TORCH);
  }
}
