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

/** Plays scenarios under several seeds, side by side if wanted, and keeps all results. */
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
   * @param count epochs per run
   * @param times number of seeds, counted from the first
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

  /** M7: how many rows of the journals agree with the network's own record. */
  Figure journalFigure() {
    PooledRuns all = allRuns();
    long rows = all.sum(ScenarioResult::comparedRows);
    List<String> cells = List.of(Long.toString(rows), all.correctRows());
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

  /** All runs so far. */
  PooledRuns allRuns() {
    return new PooledRuns(results);
  }
}
