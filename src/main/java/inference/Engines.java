package inference;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;

/**
 * The switches DJL must find before its first use: no network, no usage report, no second engine.
 */
final class Engines {
  static final String ONNX = "OnnxRuntime";

  static {
    System.setProperty("ai.djl.default_engine", ONNX);
    System.setProperty("ai.djl.onnx.disable_alternative", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    Engine.getEngine(ONNX);
  }

  private Engines() {}

  /** What the engine says, without the type names in the middle of its longer messages. */
  static String brief(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
    int length = text.length();
    return length <= 240 ? text : text.substring(0, 60) + " ... " + text.substring(length - 160);
  }

  /** The code that opens models: what passed under another one has to be checked anew. */
  static String version() {
    ready();
    return "Java "
        + Runtime.version()
        + ", ONNX Runtime "
        + OrtEnvironment.getEnvironment().getVersion();
  }

  /** Loads the native libraries on the first call. */
  static void ready() {
    // The class initialiser does it once.
  }
}
