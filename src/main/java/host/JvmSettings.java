package host;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Settings of the JVM itself that must stand before the first library looks at them. */
public final class JvmSettings {
  private JvmSettings() {}

  public static void setSystemProperties() {
    // Numbers in requests and files have the same digits and cases on every host. Those of this
    // locale Java knows without its locale data, which take 15 ms to load.
    Locale.setDefault(Locale.US);
    Map.of(
            "ai.djl.default_engine", "OnnxRuntime",
            "ai.djl.onnx.disable_alternative", "true",
            "ai.djl.offline", "true",
            "OPT_OUT_TRACKING", "true",
            "jdk.httpclient.disableRetryConnect", "true",
            "jdk.http.maxHeaderSize", "65536",
            "jdk.internal.httpclient.selectorTimeout", "60000") // idle wake-ups of a websocket
        .forEach(JvmSettings::setIfAbsent);
    // With one or two cores each task that has no pool of its own starts a thread otherwise.
    if (Runtime.getRuntime().availableProcessors() < 3) {
      setIfAbsent("java.util.concurrent.ForkJoinPool.common.parallelism", "2");
    }
    // These warn on the console at every start otherwise; nothing here needs the speed.
    if (Runtime.version().feature() >= 24) {
      setIfAbsent("io.netty.noUnsafe", "true");
    }
    useNativeLibraries(installationFolder().resolve("lib").resolve("native").resolve(platform()));
  }

  /** The jar's folder; the working directory when run from classes. */
  public static Path installationFolder() {
    Path code = codeLocation();
    return Files.isRegularFile(code) ? code.getParent() : Path.of("target").toAbsolutePath();
  }

  // Natives load from beside the jar: a hardened host maps nothing executable from /tmp.
  private static void useNativeLibraries(Path folder) {
    if (Files.isDirectory(folder)) {
      setIfAbsent("onnxruntime.native.path", folder.toString());
      setIfAbsent("org.sqlite.lib.path", folder.toString());
      setIfAbsent("jna.boot.library.path", folder.toString());
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return (os.startsWith("mac") ? "osx" : os.startsWith("win") ? "win" : "linux")
        + "-"
        + (System.getProperty("os.arch").matches("aarch64|arm64") ? "aarch64" : "x86_64");
  }

  private static Path codeLocation() {
    try {
      return Path.of(JvmSettings.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place is no path", e);
    }
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
