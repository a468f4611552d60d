package app;

import devnet.Endpoint;
import faults.Told;
import faults.Worker;
import faults.Workers.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** {@code run} in a process of its own, which can be killed, signalled and locked out. */
final class ChildWorker implements Worker {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Place place;
  private final Path folder;
  private final Testimony testimony;
  private volatile Process process;
  private volatile boolean ended;

  ChildWorker(Place place, Path folder) {
    this.place = place;
    this.folder = folder;
    this.testimony = new Testimony(folder);
  }

  /** Returns when it has asked the network something, or has ended. */
  @Override
  public void start() throws IOException, InterruptedException {
    Path file = folder.resolve("simulated.properties");
    List<String> lines =
        SimulatedSettings.of(place, folder).entrySet().stream()
            .map(it -> it.getKey() + " = " + it.getValue())
            .toList();
    Files.write(file, lines);
    ProcessBuilder child = Child.command("run", "--config", file.toString());
    child.environment().putAll(SimulatedSettings.environment());
    var output = ProcessBuilder.Redirect.appendTo(folder.resolve("child.out").toFile());
    long before = requests();
    process = child.redirectErrorStream(true).redirectOutput(output).start();
    ended = false;
    Instant limit = Instant.now().plus(PATIENCE);
    while (process.isAlive() && requests() == before && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
  }

  private long requests() {
    return place.devnet().nodes().stream().mapToLong(Endpoint::requests).sum();
  }

  @Override
  public Path state() {
    return folder;
  }

  @Override
  public void stop() throws IOException, InterruptedException {
    end("TERM");
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
  }

  @Override
  public void confine(long bytes) throws IOException, InterruptedException {
    String[] command = {"prlimit", "--pid=" + process.pid(), "--fsize=" + bytes};
    if (new ProcessBuilder(command).start().waitFor() != 0) {
      throw new IOException("prlimit may not limit process " + process.pid());
    }
  }

  /** If it does not heed the signal it is killed. */
  @Override
  public int end(String signal) throws IOException, InterruptedException {
    ended = true;
    signal(signal);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return process.exitValue();
  }

  @Override
  public List<Told> told(int most) {
    return testimony.told(most);
  }

  @Override
  public List<String> alerts() {
    return testimony.alerts();
  }

  @Override
  public String log() {
    return testimony.log();
  }

  @Override
  public void close() {
    testimony.close();
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
