package base;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line that runs a class of this program in another JVM of the same kind. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * @param options of that JVM, beside the class path
   */
  public static List<String> command(List<String> options, String main, List<String> arguments) {
    return command(options, classPath(), main, arguments);
  }

  /**
   * @param libraries folder of jars that the class needs and this program does without
   */
  public static List<String> commandWithLibraries(
      List<String> options, Path libraries, String main, List<String> arguments) {
    String path = classPath() + File.pathSeparator + libraries.resolve("*");
    return command(options, path, main, arguments);
  }

  private static List<String> command(
      List<String> options, String classPath, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(archiveOptions());
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }

  /** The jar, which names its libraries, or what this JVM was given when it runs from classes. */
  private static String classPath() {
    Path code =
        Path.of(ChildJvm.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return Files.isRegularFile(code)
        ? code.toString()
        : Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(it -> Path.of(it).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));
  }

  /** The class archive of this JVM halves a start; one that does not fit is ignored. */
  public static List<String> archiveOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(it -> it.startsWith("-XX:SharedArchiveFile="))
        .flatMap(it -> Stream.of(it, "-Xlog:disable", "-Xlog:all=error:stderr"))
        .toList();
  }
}
