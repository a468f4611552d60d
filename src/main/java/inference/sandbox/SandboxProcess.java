package inference.sandbox;

import base.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs what opens a model nobody has opened yet in a JVM of its own, with an empty environment and
 * a time limit: a damaged or hostile file may kill or hang that process and nothing else.
 */
final class SandboxProcess {
  /** Exit code that comes with a sentence on standard output. */
  static final int BAD = 65;

  private static final List<String> SMALL =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=died.log",
          "-Djava.io.tmpdir=.",
          "-Dfile.encoding=UTF-8",
          "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider");

  private static final Set<String> LOCALE = Set.of("LANG", "LC_ALL", "LC_CTYPE");

  private static final int LEAST_HEAP = 128;

  private final Duration limit;
  private final int heap;

  /**
   * @param bytes of the model, for which it has room twice
   */
  SandboxProcess(Duration limit, int bytes) {
    this.limit = limit;
    this.heap = Math.max(LEAST_HEAP, LEAST_HEAP / 2 + (bytes >> 19));
  }

  /**
   * @param main the class to run on {@code file}
   * @param scratch existing directory that the child may litter
   * @param more arguments after the file
   * @return what it said on standard output
   * @throws IllegalArgumentException with what is wrong with the file
   * @throws HangException when the child had to be killed
   */
  String run(Class<?> main, Path file, Path scratch, String... more)
      throws IOException, SandboxTimeoutException {
    Path answer = scratch.resolve("answer.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command(main, file.toAbsolutePath(), more))
            .directory(scratch.toFile())
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Of the environment only the locale stays, which paths are read by.
    builder.environment().keySet().removeIf(it -> !LOCALE.contains(it));
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    int code = waitForExit(builder.start());
    String said = Files.readString(answer, StandardCharsets.UTF_8).strip();
    if (code != 0) {
      throw new IllegalArgumentException(
          code == BAD ? said : "opening it kills a JVM: the file is damaged or hostile");
    }
    return said;
  }

  private int waitForExit(Process child) throws SandboxTimeoutException {
    try {
      if (child.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return child.exitValue();
      }
      throw new SandboxTimeoutException(
          "checking it took longer than " + limit.toSeconds() + " s (model.check-within)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxTimeoutException("interrupted");
    } finally {
      child.destroyForcibly();
    }
  }

  private List<String> command(Class<?> main, Path file, String... more) {
    List<String> options = new ArrayList<>(SMALL);
    String natives = System.getProperty("onnxruntime.native.path");
    if (natives != null) {
      options.add("-Donnxruntime.native.path=" + Path.of(natives).toAbsolutePath());
    }
    options.add("-Xmx" + heap + "m");
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of(more));
    return ChildJvm.command(options, main.getName(), arguments);
  }

  /** The child did not end by itself, which an overloaded machine can cause as well. */
  static final class SandboxTimeoutException extends Exception {
    SandboxTimeoutException(String message) {
      super(message);
    }
  }
}
