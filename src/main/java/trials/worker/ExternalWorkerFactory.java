package trials.worker;

import devnet.Devnet;
import devnet.server.FaultInjectingServer;
import faults.engine.WorkerUnderTest;
import faults.engine.WorkerUnderTest.ReportedWindow;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.WorkerEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import trials.worker.CommandProcess.ChildJvmCommand;
import wallet.SecretFile;
import wallet.Wallet;

/** Makes workers under test from a command of the user; they get the same key as our worker. */
public final class ExternalWorkerFactory implements WorkerUnderTestFactory {
  private final Path folder;
  private final String command;

  public ExternalWorkerFactory(Path folder, String command) {
    this.folder = folder;
    this.command = command;
  }

  @Override
  public String accountAddress() {
    return Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
  }

  @Override
  public WorkerUnderTest create(WorkerEnvironment environment) throws IOException {
    Path state = Files.createTempDirectory(folder, "worker-");
    Path words = state.resolve("mnemonic");
    SecretFile.write(words, SimulatedSettings.MNEMONIC.toCharArray());
    Map<String, String> identity =
        Map.of("WORKER_MNEMONIC_FILE", words.toString(), "WORKER_ADDRESS", accountAddress());
    return new ExternalWorker(environment, command, state, identity);
  }

  /**
   * Another program as the worker, in a process of its own. It gets its network from environment
   * variables, and has no readable record, so only the network's counts.
   */
  static final class ExternalWorker implements WorkerUnderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WorkerEnvironment environment;
    private final String command;
    private final Path folder;
    private final Map<String, String> identity;
    private Process process;
    private boolean ended;

    /**
     * @param identity variables with the worker's mnemonic file and address
     */
    ExternalWorker(
        WorkerEnvironment environment, String command, Path folder, Map<String, String> identity) {
      this.environment = environment;
      this.command = command;
      this.folder = folder;
      this.identity = identity;
    }

    /** Addresses for the worker: the first node of each kind, and the first topic. */
    private Map<String, String> networkVariables() {
      Devnet devnet = environment.devnet();
      URI rpc = devnet.rpcUri();
      return Map.of(
          "WORKER_CHAIN_ID",
          environment.chainId(),
          "WORKER_TOPIC",
          Long.toString(environment.topics().get(0)),
          "WORKER_REST",
          devnet.restUri().toString(),
          "WORKER_RPC",
          rpc.toString(),
          "WORKER_WEBSOCKET",
          "ws://" + rpc.getAuthority() + "/websocket",
          "WORKER_GRPC",
          devnet.grpcNodes().get(0).uri().toString(),
          "WORKER_FAUCET",
          devnet.restUri().toString(),
          "WORKER_MARKET",
          devnet.marketUri().toString(),
          "WORKER_MODEL",
          environment.modelUri().toString());
    }

    /** Returns once it has sent a request to the network, or has ended. */
    @Override
    public void start() throws IOException, InterruptedException {
      ProcessBuilder child = new ProcessBuilder("sh", "-c", "exec " + command);
      child.environment().putAll(identity);
      child.environment().putAll(networkVariables());
      var output = ProcessBuilder.Redirect.appendTo(folder.resolve("worker.out").toFile());
      long before = requestCount();
      ended = false;
      process = child.redirectErrorStream(true).redirectOutput(output).start();
      Instant limit = Instant.now().plus(PATIENCE);
      while (process.isAlive() && requestCount() == before && Instant.now().isBefore(limit)) {
        Thread.sleep(20);
      }
    }

    private long requestCount() {
      Devnet devnet = environment.devnet();
      return Stream.of(devnet.restNodes(), devnet.rpcNodes(), devnet.grpcNodes())
          .flatMap(List::stream)
          .mapToLong(FaultInjectingServer::requestCount)
          .sum();
    }

    @Override
    public void stop() throws IOException, InterruptedException {
      sendSignal("TERM");
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        sendSignal("KILL");
      }
      ended = true;
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
      if (name.equals("KILL")) {
        process.waitFor();
        ended = true;
      }
    }

    @Override
    public boolean keepsRecord() {
      return false;
    }

    @Override
    public List<ReportedWindow> reportedWindows(int most) {
      return List.of();
    }

    @Override
    public void close() {
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }
}
