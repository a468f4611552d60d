package trials.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** Processor, memory and system of this machine, as text for the figures. */
public final class MachineDescription {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  private MachineDescription() {}

  /** Day and machine of a measurement, the sentence's end open. */
  public static String measuredOn(LocalDate day) {
    return "Measured on %s with %s".formatted(day, describe());
  }

  private static String describe() {
    Runtime runtime = Runtime.getRuntime();
    return "%d x %s, %s of memory, %s, Java %s"
        .formatted(
            runtime.availableProcessors(),
            firstValue(PROCESSORS, "model name", "unknown processor"),
            memoryText(),
            System.getProperty("os.name") + " " + System.getProperty("os.version"),
            Runtime.version().feature());
  }

  private static String memoryText() {
    String kilobytes = firstValue(MEMORY, "MemTotal", "0").replaceAll("\\D", "");
    return Math.round(Long.parseLong(kilobytes) / 1e6) + " GB";
  }

  private static String firstValue(Path file, String key, String otherwise) {
    try {
      return Files.readAllLines(file).stream()
          .filter(it -> it.startsWith(key))
          .map(it -> it.substring(it.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }
}
