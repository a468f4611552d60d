package inference.engine;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/**
 * The switches DJL must find before its first use: no network, no usage report, no second engine.
 */
public final class OnnxEngine {
  static final String ONNX = "OnnxRuntime";

  static {
    System.setProperty("ai.djl.default_engine", ONNX);
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    Engine.getEngine(ONNX);
  }

  private OnnxEngine() {}

  /** What the engine says, without the type names in the middle of its longer messages. */
  public static String shortMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    int length = text.length();
    return length <= 240 ? text : text.substring(0, 60) + " ... " + text.substring(length - 160);
  }

  /** The code that opens models: what passed under another one has to be checked anew. */
  public static String versionText() {
    ensureLoaded();
    return "Java "
        + Runtime.version()
        + ", ONNX Runtime "
        + OrtEnvironment.getEnvironment().getVersion();
  }

  /** Loads the native libraries on the first call. */
  public static void ensureLoaded() {
    // The class initialiser does it once.
  }
}
