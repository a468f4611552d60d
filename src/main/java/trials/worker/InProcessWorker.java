package trials.worker;

import chain.model.Timeouts;
import config.Configuration;
import config.Settings;
import daemon.Daemon;
import doctor.Doctor;
import doctor.Finding;
import faults.engine.WorkerUnderTest;
import faults.engine.WorkerUnderTest.ReportedWindow;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.WorkerEnvironment;
import host.LogSettings;
import host.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import wiring.ComponentFactory.Components;

/**
 * The daemon as in production, in this JVM: its clocks skip ahead with the network, so that it
 * plays many epochs in little time.
 */
final class InProcessWorker implements WorkerUnderTest {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessWorker.class);

  private static final AtomicInteger RUNNING = new AtomicInteger();

  private final WorkerEnvironment environment;
  private final Path folder;
  private final CheckedModelCache models;
  private final JournalObserver observer;
  private Settings settings;
  private Daemon daemon;

  /**
   * @param folder state folder, kept when the worker starts again
   */
  InProcessWorker(WorkerEnvironment environment, Path folder, CheckedModelCache models) {
    this.environment = environment;
    this.folder = folder;
    this.models = models;
    this.observer = new JournalObserver(folder);
  }

  @Override
  public void start() throws Exception {
    Map<String, String> environment = SimulatedSettings.environment();
    Map<String, String> line = SimulatedSettings.forScenario(this.environment, folder);
    settings = Settings.loadStrict(Configuration.load(null, environment, line), environment);
    LogSettings.open(folder, "OFF");
    Timeouts timeouts = new Timeouts(settings.speed(), this.environment.monotonicNanos());
    Components components = Components.from(settings, this.environment.hostClock(), timeouts);
    daemon = Daemon.polling(settings, components, this.environment.monotonicNanos());
    RUNNING.incrementAndGet();
    daemon.start();
    rehearseQuietly();
  }

  @Override
  public Path stateFolder() {
    return folder;
  }

  @Override
  public List<String> doctorFindings() {
    return new Doctor(settings).runChecks(List.of()).stream().map(Finding::toText).toList();
  }

  /** A failed rehearsal only makes the first window slower. */
  private void rehearseQuietly() throws IOException {
    try {
      daemon.rehearse();
      models.store(folder);
    } catch (CamelExecutionException e) {
      LOG.debug("not rehearsed", e);
    }
  }

  @Override
  public void stop() {
    if (daemon != null) {
      daemon.close();
      daemon = null;
      RUNNING.decrementAndGet();
    }
  }

  @Override
  public OptionalInt exitCode() {
    return daemon == null ? OptionalInt.empty() : daemon.exitCode();
  }

  @Override
  public List<ReportedWindow> reportedWindows(int most) {
    return observer.latestRows(most);
  }

  /** Checks its routes only: blocked server threads in this JVM may be another worker's. */
  @Override
  public Optional<String> livenessFault() {
    return daemon == null
        ? Optional.empty()
        : daemon
            .camelContext()
            .getRegistry()
            .lookupByNameAndType("watchdog", Watchdog.class)
            .lateRoute();
  }

  @Override
  public List<String> alerts() {
    return observer.alerts();
  }

  @Override
  public String logText() {
    if (RUNNING.get() > 1) {
      throw new IllegalStateException("daemons side by side share a log: play this one alone");
    }
    return observer.log();
  }

  @Override
  public void close() {
    observer.close();
    stop();
  }

  /**
   * The default model's validated copy, passed from one simulated daemon to the next: validation in
   * another JVM would take longer than most scenarios.
   */
  static final class CheckedModelCache {
    private final Path kept;

    /**
     * @param kept folder of the copy between two daemons
     */
    CheckedModelCache(Path kept) {
      this.kept = kept;
    }

    /** Copies it, if there is one, to where a daemon with this state folder looks for it. */
    synchronized void provideTo(Path folder, List<Long> topics) throws IOException {
      for (long topic : Files.isDirectory(kept) ? topics : List.<Long>of()) {
        copy(kept, modelsFolder(folder).resolve("topic-" + topic));
      }
    }

    /** Keeps what the first daemon has validated. */
    synchronized void store(Path folder) throws IOException {
      if (!Files.isDirectory(kept) && Files.isDirectory(modelsFolder(folder))) {
        try (Stream<Path> topics = Files.list(modelsFolder(folder))) {
          copy(topics.findFirst().orElseThrow(), kept);
        }
      }
    }

    private static Path modelsFolder(Path folder) {
      return folder.resolve("models");
    }

    private static void copy(Path from, Path to) throws IOException {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = to.resolve(from.relativize(file).toString());
          Files.createDirectories(target.getParent());
          Files.write(target, Files.readAllBytes(file));
        }
      }
    }
  }
}
