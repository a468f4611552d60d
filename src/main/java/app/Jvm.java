package app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Settings of the JVM itself that must stand before the first library looks at them. */
final class Jvm {
  private Jvm() {}

  static void prepare() {
    Map.of(
            "ai.djl.default_engine", "OnnxRuntime",
            "ai.djl.onnx.disable_alternative", "true",
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            "jdk.httpclient.disableRetryConnect", "true")
        .forEach(Jvm::suggest);
    // These warn on the console at every start otherwise; nothing here needs the speed.
    if (Runtime.version().feature() >= 24) {
      suggest("io.netty.noUnsafe", "true");
    }
    nativesFrom(home().resolve("lib").resolve("native").resolve(platform()));
  }

  /** Folder the jar lies in; the working directory when run from classes. */
  static Path home() {
    Path code = Path.of(location());
    return Files.isRegularFile(code) ? code.getParent() : Path.of("target").toAbsolutePath();
  }

  // Natives load from beside the jar: a hardened host maps nothing executable from /tmp.
  private static void nativesFrom(Path folder) {
    if (Files.isDirectory(folder)) {
      suggest("onnxruntime.native.path", folder.toString());
      suggest("org.sqlite.lib.path", folder.toString());
      suggest("jna.boot.library.path", folder.toString());
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT);
    return (os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux")
        + "-"
        + (System.getProperty("os.arch").matches("aarch64|arm64") ? "aarch64" : "x86_64");
  }

  private static String location() {
    return Jvm.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static void suggest(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
