package trials.figures;

import faults.ScenarioResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import trials.figures.Figure.Bars;
import trials.figures.Figure.Run;

/** The figures that come from scenarios on the simulated network. */
final class ScenarioFigures {
  /** Epochs of the predecessor, and how many of them were accepted. */
  private static final int HISTORY_EPOCHS = 854;

  private static final int PREDECESSOR_HITS = 33;

  private final FigureRuns runs;
  private final int epochs;
  private final int seeds;
  private final long seed;

  ScenarioFigures(FigureRuns runs, int epochs, int seeds, long seed) {
    this.runs = runs;
    this.epochs = epochs;
    this.seeds = seeds;
    this.seed = seed;
  }

  /** M1, M3 and M13, from the same runs. */
  List<Figure> faultRateFigures() throws Exception {
    Map<String, RunStatistics> pools = new LinkedHashMap<>();
    for (int percent : new int[] {0, 10, 30, 50}) {
      pools.put(percent + " %", runs.runScenario("M1-" + percent, epochs, seeds));
    }
    return List.of(
        acceptedRateFigure(pools),
        rateFigure(
            "M3",
            "From the opening of the window to inclusion, submitting at once",
            "A submission that comes late in its window has nothing left for a second try.",
            RunStatistics.tableRows(
                pools,
                List.of("calls that fail", "blocks p50 / p95 / p99", "seconds p50 / p95 / p99"),
                it -> List.of(it.blockQuantiles(), it.secondQuantiles())),
            pools,
            new Bars(
                "calls that fail",
                "seconds, median",
                heights(pools, it -> it.median(ScenarioResult::secondsToInclusion)))),
        rateFigure(
            "M13",
            "What an accepted inference costs",
            "Retries must not be paid for: one transaction and one fee an epoch is the least there"
                + " is.",
            RunStatistics.tableRows(
                pools,
                List.of(
                    "calls that fail",
                    "transactions per accepted epoch",
                    "fees per accepted epoch, uallo"),
                it -> List.of(it.transactionsPerAccepted(), it.feesPerAccepted())),
            pools,
            Bars.NONE));
  }

  private Figure acceptedRateFigure(Map<String, RunStatistics> pools) {
    return rateFigure(
        "M1",
        "Epochs accepted while calls to the network fail",
        "A missed epoch earns nothing, whatever the model was worth.",
        RunStatistics.tableRows(
            pools,
            List.of("calls that fail", "epochs", "epochs accepted", "by seed", "duplicates"),
            it ->
                List.of(
                    Long.toString(it.windows()),
                    RunStatistics.formatPercent(it.acceptedRate()),
                    it.acceptedRatesBySeed(),
                    Long.toString(it.sum(ScenarioResult::duplicates)))),
        pools,
        new Bars("calls that fail", "% of epochs", heights(pools, RunStatistics::acceptedRate)));
  }

  /** A row per variant of a scenario; at least three epochs, so that every fault is played. */
  List<Figure> scenarioTable(String id, String title, String why, int part, String... variants)
      throws Exception {
    List<RunStatistics> pools = new ArrayList<>();
    for (String variant : variants) {
      String name = variant.isEmpty() ? id : id + "-" + variant;
      pools.add(runs.runScenario(name, Math.max(3, epochs / part), 1));
    }
    return List.of(scenarioFigure(id, title, why, pools));
  }

  private Figure scenarioFigure(String id, String title, String why, List<RunStatistics> pools) {
    Map<String, RunStatistics> named =
        pools.stream()
            .collect(
                Collectors.toMap(RunStatistics::title, it -> it, (a, b) -> a, LinkedHashMap::new));
    List<String> head =
        List.of(
            "what happens",
            "windows",
            "accepted",
            "duplicates",
            "blocks to inclusion, p50 / p95 / p99");
    Function<RunStatistics, List<String>> row =
        it ->
            List.of(
                Long.toString(it.windows()),
                RunStatistics.formatPercent(it.acceptedRate()),
                Long.toString(it.sum(ScenarioResult::duplicates)),
                it.blockQuantiles());
    RunStatistics first = pools.get(0);
    String command =
        pools.stream()
            .map(it -> it.runs().get(0).scenario().id())
            .collect(Collectors.joining(" ", "dromedary simulate ", ""));
    long count = first.windows() / first.runs().size() / first.topics();
    return buildFigure(
        id,
        title,
        why,
        RunStatistics.tableRows(named, head, row),
        named,
        Bars.NONE,
        command + " --epochs " + count + " --seed " + seed);
  }

  /** A figure over the rates of failing calls, from the same runs. */
  private Figure rateFigure(
      String id,
      String title,
      String why,
      List<List<String>> rows,
      Map<String, RunStatistics> pools,
      Bars bars) {
    String command =
        "dromedary simulate --report --only M1 --epochs %d --seeds %d --seed %d"
            .formatted(epochs, seeds, seed);
    return buildFigure(id, title, why, rows, pools, bars, command);
  }

  private Figure buildFigure(
      String id,
      String title,
      String why,
      List<List<String>> rows,
      Map<String, RunStatistics> pools,
      Bars bars,
      String command) {
    Duration took =
        pools.values().stream().map(RunStatistics::duration).reduce(Duration.ZERO, Duration::plus);
    return new Figure(
        id,
        title,
        why,
        rows.get(0),
        rows.subList(1, rows.size()),
        bars,
        pools.values().stream().allMatch(RunStatistics::targetsMet),
        Run.of(command, took));
  }

  private static Map<String, Double> heights(
      Map<String, RunStatistics> pools, Function<RunStatistics, Double> height) {
    Map<String, Double> heights = new LinkedHashMap<>();
    pools.forEach((label, pool) -> heights.put(label, height.apply(pool)));
    return heights;
  }

  /** RT: both workers in real time, one after the other, under the same faults. */
  List<Figure> peerFigure(String name, String command) throws Exception {
    int count = Math.max(3, epochs / 20);
    Instant begin = Instant.now();
    List<List<String>> rows = new ArrayList<>();
    for (String id : List.of("RT-0", "RT-30", "RT-SHORT", "RT-RESTART")) {
      RunStatistics own = runs.runScenario(id, count, 1);
      RunStatistics other = runs.runPeer(id, count, command);
      rows.add(
          List.of(
              own.title(),
              Long.toString(own.windows()),
              RunStatistics.formatPercent(own.acceptedRate()),
              RunStatistics.formatPercent(other.acceptedRate()),
              own.blockQuantiles(),
              other.blockQuantiles()));
    }
    return List.of(
        new Figure(
            "RT",
            "This program beside %s, in real time".formatted(name),
            "The same network, faults and seed for both, one block a second, one node.",
            List.of(
                "what happens",
                "windows",
                "accepted",
                "accepted of " + name,
                "blocks to inclusion, p50 / p95 / p99",
                "by " + name),
            rows,
            Bars.NONE,
            true,
            Run.of(
                "dromedary simulate --report --only RT --peer '%s=%s' --epochs %d --seed %d"
                    .formatted(name, command, epochs, seed),
                Duration.between(begin, Instant.now()))));
  }

  /** M16: all epochs of the predecessor, fewer in a short form. */
  List<Figure> predecessorFigure() throws Exception {
    int life = epochs < FigureSuite.FULL ? epochs : HISTORY_EPOCHS;
    RunStatistics run = runs.runScenario("M16", life, 1);
    Figure own =
        scenarioFigure(
            "M16",
            "The predecessor's " + HISTORY_EPOCHS + " epochs once more",
            "The worker before this one met these faults in production; they come as often as its"
                + " records name them.",
            List.of(run));
    List<String> before =
        List.of(
            "the predecessor itself, by its own records",
            Integer.toString(HISTORY_EPOCHS),
            RunStatistics.formatPercent(100.0 * PREDECESSOR_HITS / HISTORY_EPOCHS),
            "not recorded",
            "not recorded");
    List<List<String>> rows = new ArrayList<>(own.rows());
    rows.add(before);
    return List.of(
        new Figure(
            own.id(),
            own.title(),
            own.why(),
            own.headers(),
            rows,
            own.bars(),
            own.targetsMet(),
            own.run()));
  }
}
