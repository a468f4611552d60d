package trials.worker;

import base.ChildJvm;
import base.TemporaryFolders;
import config.Configuration;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.ExtraProcess;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.WorkerEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Any command of this program in a process of its own; its output is kept in its state folder. */
public final class CommandProcess implements ExtraProcess {
  private final Process process;
  private final Path state;
  private final Path output;

  private CommandProcess(Process process, Path state, Path output) {
    this.process = process;
    this.state = state;
    this.output = output;
  }

  /**
   * Starts a command on a state folder; a wallet setting replaces the mnemonic in the environment.
   */
  static CommandProcess start(
      WorkerEnvironment environment, Path state, Map<String, String> more, String... command)
      throws IOException {
    Map<String, String> settings = SimulatedSettings.forScenario(environment, state);
    settings.putAll(more);
    Path file = Files.createTempFile(state.getParent(), "other-", ".properties");
    List<String> lines =
        settings.entrySet().stream().map(it -> it.getKey() + " = " + it.getValue()).toList();
    Files.write(file, lines);
    List<String> line =
        Stream.concat(Stream.of(command), Stream.of("--config", file.toString())).toList();
    return start(state, childEnvironment(more), line.toArray(String[]::new));
  }

  /** Starts a command that takes no settings; the folder is empty. */
  static CommandProcess start(Path folder, Map<String, String> environment, String... line)
      throws IOException {
    Path output = Files.createTempFile(folder.getParent(), "other-", ".out");
    ProcessBuilder child = ChildJvmCommand.processBuilder(line);
    child.environment().putAll(environment);
    return new CommandProcess(
        child.redirectErrorStream(true).redirectOutput(output.toFile()).start(), folder, output);
  }

  private static Map<String, String> childEnvironment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(SimulatedSettings.environment());
    if (more.keySet().stream().anyMatch(it -> it.startsWith("wallet."))) {
      environment.remove("MNEMONIC");
    }
    return environment;
  }

  @Override
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  @Override
  public String output() {
    // not a recursive walk: another daemon may delete its journal's log meanwhile
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(state, "*.log")) {
      return Stream.concat(Stream.of(output), StreamSupport.stream(logs.spliterator(), false))
          .map(CommandProcess::readText)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException("state folder " + state + " cannot be read", e);
    }
  }

  private static String readText(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** Command line and signals of another JVM that runs this program. */
  public static final class ChildJvmCommand {
    /** named as text, because trials must not import cli */
    private static final String MAIN = "cli.Main";

    private ChildJvmCommand() {}

    /**
     * A process that is not started yet, without the operator's own settings and key: those would
     * lead a simulated worker to a real network. The caller sets environment and output.
     */
    public static ProcessBuilder processBuilder(String... args) {
      ProcessBuilder child = new ProcessBuilder(commandLine(List.of(), args));
      Configuration.removeSettings(child.environment());
      return child;
    }

    /**
     * @param more JVM options
     */
    public static List<String> commandLine(List<String> more, String... args) {
      List<String> options = new ArrayList<>(more);
      options.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
      options.addAll(TemporaryFolders.childOptions());
      return ChildJvm.command(options, MAIN, List.of(args));
    }

    /** Sends a signal, e.g. {@code TERM}, with kill: Java itself can send only two. */
    public static void sendSignal(Process process, String name)
        throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
  }
}
