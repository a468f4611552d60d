package app;

import chain.Pace;
import faults.Told;
import faults.Worker;
import faults.Workers.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon as in production, wired in this process: its clocks leap with the simulated world, so
 * that it lives through many epochs in little time.
 */
final class InProcess implements Worker {
  private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

  private static final AtomicInteger RUNNING = new AtomicInteger();

  private final Place place;
  private final Path folder;
  private final CheckedModels models;
  private final Testimony testimony;
  private Settings settings;
  private Daemon daemon;

  /**
   * @param folder for its state; anew started it goes on with that
   */
  InProcess(Place place, Path folder, CheckedModels models) {
    this.place = place;
    this.folder = folder;
    this.models = models;
    this.testimony = new Testimony(folder);
  }

  @Override
  public void start() throws Exception {
    Map<String, String> environment = SimulatedSettings.environment();
    Map<String, String> line = SimulatedSettings.of(place, folder);
    settings = Settings.from(Configuration.of(null, environment, line), environment);
    Logs.open(folder, "OFF");
    Pace pace = new Pace(settings.speed(), place.nanos());
    Parts parts = Parts.from(settings, place.clock(), pace);
    daemon = Daemon.patrolling(settings, parts, place.nanos());
    RUNNING.incrementAndGet();
    daemon.start();
    rehearse();
  }

  @Override
  public Path state() {
    return folder;
  }

  @Override
  public List<String> diagnosis() {
    return new Doctor(settings).look(List.of()).stream().map(Finding::line).toList();
  }

  /** A rehearsal that fails leaves the first window cold, and nothing else. */
  private void rehearse() throws IOException {
    try {
      daemon.rehearse();
      models.keep(folder);
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
  public OptionalInt exit() {
    return daemon == null ? OptionalInt.empty() : daemon.exit();
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
    if (RUNNING.get() > 1) {
      throw new IllegalStateException("daemons side by side share a log: play this one alone");
    }
    return testimony.log();
  }

  @Override
  public void close() {
    testimony.close();
    stop();
  }
}
