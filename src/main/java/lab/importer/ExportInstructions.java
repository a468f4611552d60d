package lab.importer;

import java.util.Locale;
import java.util.Map;

/** Lines of Python that export a model which cannot be read here, by library. */
final class ExportInstructions {
  private static final String SKLEARN =
      """
      from skl2onnx import to_onnx
      onnx = to_onnx(model, X[:1].astype("float32"))
      open("model.onnx", "wb").write(onnx.SerializeToString())\
      """;

  private static final String XGBOOST = "model.save_model(\"model.json\")";

  private static final String LIGHTGBM =
      """
      import onnxmltools; from onnxmltools.convert.common.data_types import FloatTensorType
      onnx = onnxmltools.convert_lightgbm(model, initial_types=[("x", FloatTensorType([None, X.shape[1]]))])
      open("model.onnx", "wb").write(onnx.SerializeToString())\
      """;

  private static final String CATBOOST = "model.save_model(\"model.onnx\", format=\"onnx\")";

  private static final String TORCH =
      """
      import torch
      row = torch.zeros(1, X.shape[1])
      torch.onnx.export(model.eval(), (row,), "model.onnx", input_names=["x"], dynamic_axes={"x": {0: "rows"}}, dynamo=False)\
      """;

  private static final String KERAS =
      """
      import tensorflow, tf2onnx
      row = tensorflow.TensorSpec((None, X.shape[1]), "float32")
      tf2onnx.convert.from_function(tensorflow.function(model), input_signature=[row], output_path="model.onnx")\
      """;

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("sklearn", SKLEARN),
          Map.entry("xgboost", XGBOOST),
          Map.entry("lightgbm", LIGHTGBM),
          Map.entry("catboost", CATBOOST),
          Map.entry("torch", TORCH),
          Map.entry("keras", KERAS),
          Map.entry("tensorflow", KERAS));

  private ExportInstructions() {}

  /**
   * Instructions for a library.
   *
   * @param sign the library, or the name of one of its classes
   */
  static String forKind(String sign) {
    String root = sign.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    String known = KNOWN.get(root);
    if (known != null) {
      return "export it where it was made:\n    " + known.replace("\n", "\n    ");
    }
    return "export it where it was made, to ONNX or with XGBoost's save_model(\"model.json\");"
        + " docs/models.md has the lines for each library";
  }
}
