package trials.figures;

import faults.ScenarioCatalog;
import faults.ScenarioResult;
import faults.ScenarioRun;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import trials.figures.Figure.Bars;
import trials.figures.Figure.Run;
import trials.worker.ExternalWorkerFactory;
import trials.worker.SimulatedWorkerFactory;

/** Plays scenarios under several seeds, side by side if wanted, and keeps all results. */
final class FigureRuns {
  private final Path folder;
  private final SimulatedWorkerFactory workers;
  private final long seed;
  private final int jobs;
  private final PrintWriter say;
  private final List<ScenarioResult> results = new ArrayList<>();

  FigureRuns(Path folder, long seed, int jobs, PrintWriter say) {
    this.folder = folder;
    this.workers = new SimulatedWorkerFactory(folder);
    this.seed = seed;
    this.jobs = jobs;
    this.say = say;
  }

  /**
   * @param count epochs per run
   * @param times number of seeds, counted from the first
   */
  RunStatistics runScenario(String id, int count, int times) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    List<Callable<ScenarioResult>> runs =
        LongStream.range(seed, seed + times)
            .<Callable<ScenarioResult>>mapToObj(it -> () -> runOnce(workers, id, it, count))
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
    return new RunStatistics(ended);
  }

  /**
   * The same of another worker, whose record cannot be read and is not compared.
   *
   * @param command starts it, as {@code simulate --worker} does
   */
  RunStatistics runPeer(String id, int count, String command) throws Exception {
    ExternalWorkerFactory peer = new ExternalWorkerFactory(folder, command);
    return new RunStatistics(List.of(runOnce(peer, id, seed, count)));
  }

  private ScenarioResult runOnce(WorkerUnderTestFactory subject, String id, long own, int count)
      throws Exception {
    ScenarioResult run =
        ScenarioRun.run(ScenarioCatalog.findById(id).orElseThrow(), subject, own, count, it -> {});
    run.failures().forEach(it -> say.println("  " + it));
    say.println(run.toText());
    return run;
  }

  /** M7: how many rows of the journals agree with the network's own record. */
  Figure journalFigure() {
    RunStatistics all = allRuns();
    long rows = all.sum(ScenarioResult::comparedRows);
    List<String> cells = List.of(Long.toString(rows), all.correctRows());
    return new Figure(
        "M7",
        "Rows of the journal that match the network's own record, in all figures above",
        "What the journal says of an epoch can be trusted only if the chain says the same.",
        List.of("rows", "match"),
        List.of(cells),
        Bars.NONE,
        rows > 0 && all.sum(ScenarioResult::correctRows) == rows,
        Run.of("dromedary simulate --report", all.duration()));
  }

  /** All runs so far. */
  RunStatistics allRuns() {
    return new RunStatistics(results);
  }
}
