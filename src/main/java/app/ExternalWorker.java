package app;

import devnet.Devnet;
import devnet.Endpoint;
import faults.Told;
import faults.Worker;
import faults.Workers.Place;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Somebody else's worker, as a command in a process of its own. It learns of its world from
 * environment variables, and keeps no record that could be read: the network's own is all there is.
 */
final class ExternalWorker implements Worker {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Place place;
  private final String command;
  private final Path folder;
  private final Map<String, String> identity;
  private Process process;
  private boolean ended;

  /**
   * @param identity variables that say who the worker is
   */
  ExternalWorker(Place place, String command, Path folder, Map<String, String> identity) {
    this.place = place;
    this.command = command;
    this.folder = folder;
    this.identity = identity;
  }

  /** Where everything is; the first node of each kind, and the first topic. */
  private Map<String, String> world() {
    Devnet devnet = place.devnet();
    URI rpc = devnet.rpc();
    return Map.of(
        "WORKER_CHAIN_ID",
        place.chainId(),
        "WORKER_TOPIC",
        Long.toString(place.topics().get(0)),
        "WORKER_REST",
        devnet.rest().toString(),
        "WORKER_RPC",
        rpc.toString(),
        "WORKER_WEBSOCKET",
        "ws://" + rpc.getAuthority() + "/websocket",
        "WORKER_GRPC",
        devnet.grpcNodes().get(0).uri().toString(),
        "WORKER_FAUCET",
        devnet.rest().toString(),
        "WORKER_MARKET",
        devnet.market().toString(),
        "WORKER_MODEL",
        place.model().toString());
  }

  /** Returns when it has asked the network something, or has ended. */
  @Override
  public void start() throws IOException, InterruptedException {
    ProcessBuilder child = new ProcessBuilder("sh", "-c", "exec " + command);
    child.environment().putAll(identity);
    child.environment().putAll(world());
    var output = ProcessBuilder.Redirect.appendTo(folder.resolve("worker.out").toFile());
    long before = requests();
    ended = false;
    process = child.redirectErrorStream(true).redirectOutput(output).start();
    Instant limit = Instant.now().plus(PATIENCE);
    while (process.isAlive() && requests() == before && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
  }

  private long requests() {
    Devnet devnet = place.devnet();
    return Stream.of(devnet.nodes(), devnet.rpcNodes(), devnet.grpcNodes())
        .flatMap(List::stream)
        .mapToLong(Endpoint::requests)
        .sum();
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    signal("TERM");
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      signal("KILL");
    }
    ended = true;
  }

  @Override
  public OptionalInt exit() {
    return process == null || ended || process.isAlive()
        ? OptionalInt.empty()
        : OptionalInt.of(process.exitValue());
  }

  @Override
  public void signal(String name) throws IOException, InterruptedException {
    Child.signal(process, name);
    if (name.equals("KILL")) {
      process.waitFor();
      ended = true;
    }
  }

  @Override
  public boolean records() {
    return false;
  }

  @Override
  public List<Told> told(int most) {
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
