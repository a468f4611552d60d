package inference;

import ai.djl.engine.Engine;

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

  /** Loads the native libraries on the first call. */
  static void ready() {
    // The class initialiser does it once.
  }
}
