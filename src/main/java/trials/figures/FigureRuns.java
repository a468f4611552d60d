package trials.figures;

import faults.ScenarioCatalog;
import faults.ScenarioResult;
import faults.ScenarioRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import trials.figures.FiguresPage.Figure;
import trials.worker.SimulatedWorkerFactory;

/** Plays scenarios under several seeds, if wanted side by side, and keeps what came of all. */
final class FigureRuns {
  private final SimulatedWorkerFactory workers;
  private final long seed;
  private final int jobs;
  private final PrintWriter say;
  private final List<ScenarioResult> results = new ArrayList<>();

  FigureRuns(Path folder, long seed, int jobs, PrintWriter say) {
    this.workers = new SimulatedWorkerFactory(folder);
    this.seed = seed;
    this.jobs = jobs;
    this.say = say;
  }

  /**
   * @param count epochs
   * @param times seeds, from the first on
   */
  PooledRuns runScenario(String id, int count, int times) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    List<Callable<ScenarioResult>> runs =
        LongStream.range(seed, seed + times)
            .<Callable<ScenarioResult>>mapToObj(it -> () -> runOnce(id, it, count))
            .toList();
    List<ScenarioResult> ended = new ArrayList<>();
    try {
      for (Future<ScenarioResult> run : threads.invokeAll(runs)) {
        ended.add(run.get());
      }
    } finally {
      threads.shutdownNow();
    }
    results.addAll(ended);
    return new PooledRuns(ended);
  }

  private ScenarioResult runOnce(String id, long own, int count) throws Exception {
    ScenarioResult run =
        ScenarioRun.run(ScenarioCatalog.findById(id).orElseThrow(), workers, own, count, it -> {});
    run.failures().forEach(it -> say.println("  " + it));
    say.println(run.toText());
    return run;
  }

  /** Compares all rows of the journals with what the simulated network recorded. */
  Figure journalTruthFigure() {
    PooledRuns all = allRuns();
    long rows = all.sum(ScenarioResult::comparedRows);
    List<String> cells = List.of(Long.toString(rows), all.truthfulRows());
    return new Figure(
        "M7",
        "Rows of the journal that match the network's own record, in all figures above",
        List.of("rows", "true"),
        List.of(cells),
        "dromedary simulate --report",
        all.duration(),
        Map.of(),
        "",
        all.sum(ScenarioResult::correctRows) == rows);
  }

  /** Every run so far. */
  PooledRuns allRuns() {
    return new PooledRuns(results);
  }
}
