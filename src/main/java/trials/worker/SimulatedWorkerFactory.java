package trials.worker;

import devnet.server.FaultInjectingServer;
import faults.engine.WorkerUnderTest;
import faults.engine.WorkerUnderTest.ReportedWindow;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.WorkerEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import trials.worker.CommandProcess.ChildJvmCommand;
import trials.worker.InProcessWorker.CheckedModelCache;
import wallet.Wallet;

/** Makes workers under test from this program, each with an empty state folder. */
public final class SimulatedWorkerFactory implements WorkerUnderTestFactory {
  private final Path folder;
  private final CheckedModelCache models;
  private final String address =
      Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();

  public SimulatedWorkerFactory(Path folder) {
    this.folder = folder;
    this.models = new CheckedModelCache(folder.resolve("models"));
  }

  @Override
  public String accountAddress() {
    return address;
  }

  @Override
  public WorkerUnderTest create(WorkerEnvironment environment) throws IOException {
    Path state = Files.createTempDirectory(folder, "state-");
    models.provideTo(state, environment.topics());
    return environment.childProcess()
        ? new ChildProcessWorker(environment, state)
        : new InProcessWorker(environment, state, models);
  }

  @Override
  public Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "other-");
  }

  @Override
  public ExtraProcess startProcess(
      WorkerEnvironment environment, Path state, Map<String, String> settings, String... command)
      throws IOException {
    models.provideTo(state, environment.topics());
    return CommandProcess.start(environment, state, settings, command);
  }

  @Override
  public ExtraProcess startTool(String... command) throws IOException {
    return CommandProcess.start(newFolder(), Map.of(), command);
  }

  /** {@code run} in a process of its own, which can be killed, signalled and limited. */
  static final class ChildProcessWorker implements WorkerUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WorkerEnvironment environment;
    private final Path folder;
    private final JournalObserver observer;
    private volatile Process process;
    private volatile boolean ended;

    ChildProcessWorker(WorkerEnvironment environment, Path folder) {
      this.environment = environment;
      this.folder = folder;
      this.observer = new JournalObserver(folder);
    }

    /** Returns once it has sent a request to the network, or has ended. */
    @Override
    public void start() throws IOException, InterruptedException {
      Path file = folder.resolve("simulated.properties");
      List<String> lines =
          SimulatedSettings.forScenario(environment, folder).entrySet().stream()
              .map(it -> it.getKey() + " = " + it.getValue())
              .toList();
      Files.write(file, lines);
      ProcessBuilder child = ChildJvmCommand.processBuilder("run", "--config", file.toString());
      child.environment().putAll(SimulatedSettings.environment());
      var output = ProcessBuilder.Redirect.appendTo(folder.resolve("child.out").toFile());
      long before = requestCount();
      process = child.redirectErrorStream(true).redirectOutput(output).start();
      ended = false;
      Instant limit = Instant.now().plus(PATIENCE);
      while (process.isAlive() && requestCount() == before && Instant.now().isBefore(limit)) {
        Thread.sleep(20);
      }
    }

    private long requestCount() {
      return environment.devnet().restNodes().stream()
          .mapToLong(FaultInjectingServer::requestCount)
          .sum();
    }

    @Override
    public Path stateFolder() {
      return folder;
    }

    @Override
    public void stop() throws IOException, InterruptedException {
      endBySignal("TERM");
    }

    @Override
    public OptionalInt exitCode() {
      return process == null || ended || process.isAlive()
          ? OptionalInt.empty()
          : OptionalInt.of(process.exitValue());
    }

    @Override
    public void sendSignal(String name) throws IOException, InterruptedException {
      ChildJvmCommand.sendSignal(process, name);
    }

    @Override
    public void limitFileSize(long bytes) throws IOException, InterruptedException {
      String[] command = {"prlimit", "--pid=" + process.pid(), "--fsize=" + bytes};
      if (new ProcessBuilder(command).start().waitFor() != 0) {
        throw new IOException("prlimit cannot limit process " + process.pid());
      }
    }

    /** Ends it by the signal, or kills it if it does not end in time. */
    @Override
    public int endBySignal(String signal) throws IOException, InterruptedException {
      ended = true;
      sendSignal(signal);
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      return process.exitValue();
    }

    @Override
    public List<ReportedWindow> reportedWindows(int most) {
      return observer.latestRows(most);
    }

    @Override
    public List<String> alerts() {
      return observer.alerts();
    }

    @Override
    public String logText() {
      return observer.log();
    }

    @Override
    public void close() {
      observer.close();
      if (process != null) {
        process.destroyForcibly().onExit().join();
      }
    }
  }
}
