package app;

import faults.Result;
import faults.Run;
import faults.Scenarios;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Plays scenarios under several seeds, if wanted side by side, and keeps what came of all. */
final class FigureRuns {
  private final SimulatedWorkers workers;
  private final long seed;
  private final int jobs;
  private final PrintWriter say;
  private final List<Result> results = new ArrayList<>();

  FigureRuns(Path folder, long seed, int jobs, PrintWriter say) {
    this.workers = new SimulatedWorkers(folder);
    this.seed = seed;
    this.jobs = jobs;
    this.say = say;
  }

  /**
   * @param count epochs
   * @param times seeds, from the first on
   */
  Pool pool(String id, int count, int times) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    List<Callable<Result>> runs =
        LongStream.range(seed, seed + times)
            .<Callable<Result>>mapToObj(it -> () -> run(id, it, count))
            .toList();
    List<Result> ended = new ArrayList<>();
    try {
      for (Future<Result> run : threads.invokeAll(runs)) {
        ended.add(run.get());
      }
    } finally {
      threads.shutdownNow();
    }
    results.addAll(ended);
    return new Pool(ended);
  }

  private Result run(String id, long own, int count) throws Exception {
    Result run = Run.of(Scenarios.named(id).orElseThrow(), workers, own, count, it -> {});
    run.faults().forEach(it -> say.println("  " + it));
    say.println(run.line());
    return run;
  }

  /** Every run so far. */
  Pool all() {
    return new Pool(results);
  }
}
