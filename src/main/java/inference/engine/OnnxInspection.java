package inference.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import inference.artifact.TensorType;
import java.util.Map;

/**
 * What an ONNX file declares about its one input. DJL hides shapes and types, so this asks ONNX
 * Runtime itself; DJL's engine comes first so that it owns the shared environment.
 *
 * @param width inputs per row, -1 where the file leaves it open
 * @param oneRow whether the file takes a single row per call
 * @param metadata what the exporter wrote into the file
 */
public record OnnxInspection(
    TensorType dtype, long width, boolean oneRow, Map<String, String> metadata) {
  /**
   * Opens the file in this process: only for bytes that the child check has passed, or in it.
   *
   * @throws IllegalArgumentException saying what does not suit
   */
  public static OnnxInspection inspect(byte[] model) {
    OnnxEngine.ensureLoaded();
    try (OrtSession.SessionOptions options = singleThreaded();
        OrtSession session = OrtEnvironment.getEnvironment().createSession(model, options)) {
      Map<String, NodeInfo> inputs = session.getInputInfo();
      if (inputs.size() != 1) {
        throw new IllegalArgumentException(
            "the model takes the inputs " + inputs.keySet() + ", one of shape [rows, n] is wanted");
      }
      NodeInfo input = inputs.values().iterator().next();
      return inspect(input, Map.copyOf(session.getMetadata().getCustomMetadata()));
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "not a readable ONNX model: " + OnnxEngine.shortMessage(e), e);
    }
  }

  /** More threads would be pinned to cores, which a hardened service may not do. */
  private static OrtSession.SessionOptions singleThreaded() throws OrtException {
    var options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    return options;
  }

  /**
   * Answers of an imported file to some rows, for the manifest.
   *
   * @param outputs numbers that a row is answered with; of several the first counts
   * @throws IllegalArgumentException when the engine refuses or fails
   */
  public double[] predict(byte[] model, double[][] rows, int outputs) {
    try (LoadedModel loaded = LoadedModel.open(model, this, outputs)) {
      return loaded.predict(rows);
    }
  }

  private static OnnxInspection inspect(NodeInfo input, Map<String, String> metadata) {
    if (!(input.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length != 2) {
      throw new IllegalArgumentException(
          "input " + input.getName() + " is no tensor of shape [rows, n]: " + input.getInfo());
    }
    long[] shape = tensor.getShape();
    return new OnnxInspection(dtype(tensor.type), shape[1], shape[0] == 1, metadata);
  }

  private static TensorType dtype(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> TensorType.FLOAT32;
      case DOUBLE -> TensorType.FLOAT64;
      default ->
          throw new IllegalArgumentException("the input is " + type + ", not float or double");
    };
  }
}
