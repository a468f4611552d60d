package trials.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import faults.ScenarioCatalog;
import faults.ScenarioResult;
import faults.ScenarioRun;
import faults.engine.Scenario;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario in its shortest form, against the daemon as in production. They are played side by
 * side from the beginning; each test waits for the end of its own.
 */
@Tag("process")
class ScenariosTest {
  private static final int LANES = 3;

  /** Of the mixed day, whose hours are drawn alike, some are enough. */
  private static final Map<String, Integer> EPOCHS = Map.of("S35", 8);

  /** They look at what a process has only one of: its log, its time zone. */
  private static final Set<String> ALONE = Set.of("S07", "S12", "S23", "S29", "S31", "S41");

  private static final ReadWriteLock PROCESS = new ReentrantReadWriteLock();
  private static final Map<String, Future<ScenarioResult>> PLAYED = new HashMap<>();

  @TempDir static Path folder;

  private static ExecutorService lanes;

  /** The last ones take longest, so they come first among those that may run side by side. */
  @BeforeAll
  static void play() {
    SimulatedWorkerFactory workers = new SimulatedWorkerFactory(folder);
    lanes = Executors.newFixedThreadPool(LANES);
    all().stream()
        .sorted(
            Comparator.comparing((Scenario it) -> !apart(it) && !ALONE.contains(it.id()))
                .thenComparing(Scenario::id, Comparator.reverseOrder()))
        .forEach(it -> PLAYED.put(it.id(), lanes.submit(() -> played(it, workers))));
  }

  @AfterAll
  static void end() {
    lanes.shutdownNow();
  }

  static List<Scenario> all() {
    return ScenarioCatalog.all();
  }

  /** Whether its daemon is a process of its own. */
  private static boolean apart(Scenario scenario) {
    return scenario.setup().childProcess();
  }

  private static ScenarioResult played(Scenario scenario, SimulatedWorkerFactory workers)
      throws Exception {
    if (apart(scenario)) {
      return result(scenario, workers);
    }
    Lock lock = ALONE.contains(scenario.id()) ? PROCESS.writeLock() : PROCESS.readLock();
    lock.lock();
    try {
      return result(scenario, workers);
    } finally {
      lock.unlock();
    }
  }

  private static ScenarioResult result(Scenario scenario, SimulatedWorkerFactory workers)
      throws Exception {
    String id = scenario.id();
    int epochs = EPOCHS.getOrDefault(id, 0);
    return ScenarioRun.run(
        scenario, workers, 1, epochs, it -> System.err.println("  " + id + " " + it));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("all")
  void theDaemonSurvives(Scenario scenario) throws Exception {
    ScenarioResult result = PLAYED.get(scenario.id()).get();
    System.err.println(result.toText());
    assertTrue(result.passed(), () -> String.join("\n", result.failures()));
  }

  @Test
  void noTwoScenariosShareAName() {
    assertEquals(all().size(), all().stream().map(Scenario::id).distinct().count());
  }
}
