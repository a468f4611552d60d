package trials.worker;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Another process of this same program, with the class path and the JVM of this one. */
public final class ChildJvmCommand {
  /** By name: what starts the program knows of trials, not the other way round. */
  private static final String MAIN = "cli.Main";

  private ChildJvmCommand() {}

  /** Not started yet; the caller sets environment and output. */
  public static ProcessBuilder processBuilder(String... args) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:TieredStopAtLevel=1");
    line.add("-XX:+UseSerialGC");
    line.addAll(sharedArchiveOption());
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.add(MAIN);
    line.addAll(Arrays.asList(args));
    return new ProcessBuilder(line);
  }

  /** The class archive of this process, if it has one: a child starts in half the time with it. */
  private static List<String> sharedArchiveOption() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(it -> it.startsWith("-XX:SharedArchiveFile="))
        .toList();
  }

  /** Sends it a signal, e.g. {@code TERM}; Java itself knows two of them. */
  public static void sendSignal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
