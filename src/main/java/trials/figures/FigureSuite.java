package trials.figures;

import faults.ScenarioResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import trials.figures.FiguresPage.Figure;

/**
 * Measures the published figures: accepted epochs under faults, times, costs, correctness of the
 * journal. The length of each follows from the epochs of the main figure, so a short form shows all
 * figures.
 */
public final class FigureSuite {
  /** Receives the figures. */
  public interface FigureSink {
    void write(List<Figure> soFar) throws IOException;
  }

  /** From this number of epochs on, M16 plays the predecessor's whole history. */
  public static final int FULL = 200;

  private static final int HISTORY_EPOCHS = 854;

  private final FigureRuns runs;
  private final int epochs;
  private final int seeds;
  private final long seed;
  private final ProcessFigures processes;

  /**
   * @param folder folder for the daemons' state
   * @param epochs epochs of each rate of failing calls and each seed
   * @param seeds number of seeds, counted from {@code seed}
   * @param jobs number of runs side by side
   */
  public FigureSuite(Path folder, int epochs, int seeds, long seed, int jobs, PrintWriter say) {
    this.runs = new FigureRuns(folder, seed, jobs, say);
    this.processes = new ProcessFigures(folder, epochs, seed, say);
    this.epochs = epochs;
    this.seeds = seeds;
    this.seed = seed;
  }

  /**
   * Measures all figures.
   *
   * @param written receives all figures so far after each, so that an interrupted run is not lost
   */
  public List<Figure> produceAll(FigureSink written) throws Exception {
    int life = epochs < FULL ? epochs : HISTORY_EPOCHS;
    List<Callable<Figure>> parts =
        List.of(
            () ->
                scenarioTable(
                    "M2", "One of two hosts is of no use", 5, "down", "frozen", "half-open"),
            processes::killFigure,
            () ->
                scenarioTable(
                    "M5", "Answered again when what was gone is back", 10, "back", "silent"),
            () -> scenarioTable("M6", "A flaky model", 4, ""),
            () -> scenarioTable("M8", "Topics at once", 10, "1", "3", "5"),
            () -> scenarioTable("M9", "Short windows", 20, "600", "60", "20", "10"),
            processes::memoryFigure,
            processes::startStopFigure,
            () -> scenarioTable("M14", "The network is upgraded in the run", 10, ""),
            () ->
                scenarioTable(
                    "M16", List.of(runs.runScenario("M16", life, 1)), "The predecessor hit 33"),
            runs::journalFigure,
            processes::secretScanFigure);
    List<Figure> all = new ArrayList<>(faultRateFigures());
    written.write(all);
    for (Callable<Figure> part : parts) {
      all.add(part.call());
      written.write(all);
    }
    return all;
  }

  private List<Figure> faultRateFigures() throws Exception {
    Map<String, PooledRuns> pools = new LinkedHashMap<>();
    for (int percent : new int[] {0, 10, 30, 50}) {
      pools.put(percent + " %", runs.runScenario("M1-" + percent, epochs, seeds));
    }
    return List.of(
        acceptedRateFigure(pools),
        buildFigure(
            "M3",
            "From window open to inclusion, when answered at once",
            PooledRuns.tableRows(
                pools,
                List.of("calls that fail", "blocks p50 / p95 / p99", "seconds p50 / p95 / p99"),
                it -> List.of(it.blockQuantiles(), it.secondQuantiles())),
            pools,
            bars(pools, it -> it.median(ScenarioResult::secondsToInclusion)),
            "seconds, median"),
        buildFigure(
            "M13",
            "What an accepted inference costs",
            PooledRuns.tableRows(
                pools,
                List.of("calls that fail", "transactions in blocks", "uallo in fees"),
                it -> List.of(it.transactionsPerAccepted(), it.feesPerAccepted())),
            pools,
            Map.of(),
            ""));
  }

  private Figure acceptedRateFigure(Map<String, PooledRuns> pools) {
    return buildFigure(
        "M1",
        "Epochs hit while calls to the network fail",
        PooledRuns.tableRows(
            pools,
            List.of("calls that fail", "epochs", "hit", "by seed", "duplicates"),
            it ->
                List.of(
                    Long.toString(it.windows()),
                    PooledRuns.formatPercent(it.acceptedRate()),
                    it.acceptedRatesBySeed(),
                    Long.toString(it.sum(ScenarioResult::duplicates)))),
        pools,
        bars(pools, PooledRuns::acceptedRate),
        "% of epochs");
  }

  /** A row per variant of a scenario; at least three epochs, so that every fault is played. */
  private Figure scenarioTable(String id, String title, int part, String... variants)
      throws Exception {
    List<PooledRuns> pools = new ArrayList<>();
    for (String variant : variants) {
      String name = variant.isEmpty() ? id : id + "-" + variant;
      pools.add(runs.runScenario(name, Math.max(3, epochs / part), 1));
    }
    return scenarioTable(id, pools, title);
  }

  private Figure scenarioTable(String id, List<PooledRuns> pools, String title) {
    Map<String, PooledRuns> named =
        pools.stream()
            .collect(
                Collectors.toMap(PooledRuns::title, it -> it, (a, b) -> a, LinkedHashMap::new));
    List<String> head =
        List.of(
            "what happens", "windows", "hit", "duplicates", "blocks to inclusion p50 / p95 / p99");
    Function<PooledRuns, List<String>> row =
        it ->
            List.of(
                Long.toString(it.windows()),
                PooledRuns.formatPercent(it.acceptedRate()),
                Long.toString(it.sum(ScenarioResult::duplicates)),
                it.blockQuantiles());
    return buildFigure(id, title, PooledRuns.tableRows(named, head, row), named, Map.of(), "");
  }

  private Figure buildFigure(
      String id,
      String title,
      List<List<String>> rows,
      Map<String, PooledRuns> pools,
      Map<String, Double> bars,
      String unit) {
    PooledRuns first = pools.values().iterator().next();
    String command =
        pools.values().stream()
            .map(it -> it.runs().get(0).scenario().id())
            .collect(Collectors.joining(" ", "dromedary simulate ", ""));
    int count = (int) first.windows() / first.runs().size() / first.topics();
    return new Figure(
        id,
        title,
        rows.get(0),
        rows.subList(1, rows.size()),
        command + " --epochs " + count + " --seed " + seed,
        pools.values().stream().map(PooledRuns::duration).reduce(Duration.ZERO, Duration::plus),
        bars,
        unit,
        pools.values().stream().allMatch(PooledRuns::targetsMet));
  }

  private static Map<String, Double> bars(
      Map<String, PooledRuns> pools, Function<PooledRuns, Double> height) {
    Map<String, Double> bars = new LinkedHashMap<>();
    pools.forEach((label, pool) -> bars.put(label, height.apply(pool)));
    return bars;
  }
}
