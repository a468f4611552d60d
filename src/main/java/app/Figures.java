package app;

import faults.Result;
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

/**
 * Plays what is published: hit rates under faults, times, costs, honesty. All is scaled from the
 * epochs of the main figure, so that a short form shows the whole.
 */
final class Figures {
  /** Where figures are put. */
  interface Shelf {
    void put(List<Figure> soFar) throws IOException;
  }

  /** From here on the predecessor's life is played to its end. */
  static final int FULL = 200;

  private static final int LIFE = 854;

  private final FigureRuns runs;
  private final int epochs;
  private final int seeds;
  private final long seed;
  private final ProcessFigures processes;

  /**
   * @param folder for the daemons' state
   * @param epochs of each rate of failing calls and each seed
   * @param seeds so many, counted from {@code seed}
   * @param jobs of them side by side
   */
  Figures(Path folder, int epochs, int seeds, long seed, int jobs, PrintWriter say) {
    this.runs = new FigureRuns(folder, seed, jobs, say);
    this.processes = new ProcessFigures(folder, epochs, seed, say);
    this.epochs = epochs;
    this.seeds = seeds;
    this.seed = seed;
  }

  /**
   * @param written gets all figures so far after each, so that a run that breaks off is not lost
   */
  List<Figure> play(Shelf written) throws Exception {
    int life = epochs < FULL ? epochs : LIFE;
    List<Callable<Figure>> parts =
        List.of(
            () -> table("M2", "One of two hosts is of no use", 5, "down", "frozen", "half-open"),
            processes::killed,
            () -> table("M5", "Answered again when what was gone is back", 10, "back", "silent"),
            () -> table("M6", "A flaky model", 4, ""),
            () -> table("M8", "Topics at once", 10, "1", "3", "5"),
            () -> table("M9", "Short windows", 20, "600", "60", "20", "10"),
            processes::memory,
            processes::startAndEnd,
            () -> table("M14", "The network is upgraded in the run", 10, ""),
            () -> table("M16", List.of(runs.pool("M16", life, 1)), "The predecessor hit 33"),
            this::honesty,
            processes::secrets);
    List<Figure> all = new ArrayList<>(rates());
    written.put(all);
    for (Callable<Figure> part : parts) {
      all.add(part.call());
      written.put(all);
    }
    return all;
  }

  private List<Figure> rates() throws Exception {
    Map<String, Pool> pools = new LinkedHashMap<>();
    for (int percent : new int[] {0, 10, 30, 50}) {
      pools.put(percent + " %", runs.pool("M1-" + percent, epochs, seeds));
    }
    return List.of(
        hits(pools),
        figure(
            "M3",
            "From window open to inclusion, when answered at once",
            Pool.rows(
                pools,
                List.of("calls that fail", "blocks p50 / p95 / p99", "seconds p50 / p95 / p99"),
                it -> List.of(it.blocks(), it.seconds())),
            pools,
            bars(pools, it -> it.median(Result::seconds)),
            "seconds, median"),
        figure(
            "M13",
            "What an accepted inference costs",
            Pool.rows(
                pools,
                List.of("calls that fail", "transactions in blocks", "uallo in fees"),
                it -> List.of(it.transactions(), it.fees())),
            pools,
            Map.of(),
            ""));
  }

  private Figure hits(Map<String, Pool> pools) {
    return figure(
        "M1",
        "Epochs hit while calls to the network fail",
        Pool.rows(
            pools,
            List.of("calls that fail", "epochs", "hit", "by seed", "doubles"),
            it ->
                List.of(
                    Long.toString(it.windows()),
                    Pool.percent(it.rate()),
                    it.seeds(),
                    Long.toString(it.sum(Result::doubles)))),
        pools,
        bars(pools, Pool::rate),
        "% of epochs");
  }

  /** Each variant of a scenario; at least three epochs, so that every kind has its turn. */
  private Figure table(String id, String title, int part, String... variants) throws Exception {
    List<Pool> pools = new ArrayList<>();
    for (String variant : variants) {
      String name = variant.isEmpty() ? id : id + "-" + variant;
      pools.add(runs.pool(name, Math.max(3, epochs / part), 1));
    }
    return table(id, pools, title);
  }

  private Figure table(String id, List<Pool> pools, String title) {
    Map<String, Pool> named =
        pools.stream()
            .collect(Collectors.toMap(Pool::title, it -> it, (a, b) -> a, LinkedHashMap::new));
    List<String> head =
        List.of("what happens", "windows", "hit", "doubles", "blocks to inclusion p50 / p95 / p99");
    Function<Pool, List<String>> row =
        it ->
            List.of(
                Long.toString(it.windows()),
                Pool.percent(it.rate()),
                Long.toString(it.sum(Result::doubles)),
                it.blocks());
    return figure(id, title, Pool.rows(named, head, row), named, Map.of(), "");
  }

  private Figure honesty() {
    Pool all = runs.all();
    long rows = all.sum(Result::rows);
    List<String> cells = List.of(Long.toString(rows), all.honest());
    return new Figure(
        "M7",
        "Rows of the journal that say what the judge says, in all figures above",
        List.of("rows", "true"),
        List.of(cells),
        "dromedary simulate --report",
        all.took(),
        Map.of(),
        "",
        all.sum(Result::honest) == rows);
  }

  private Figure figure(
      String id,
      String title,
      List<List<String>> rows,
      Map<String, Pool> pools,
      Map<String, Double> bars,
      String unit) {
    Pool first = pools.values().iterator().next();
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
        pools.values().stream().map(Pool::took).reduce(Duration.ZERO, Duration::plus),
        bars,
        unit,
        pools.values().stream().allMatch(Pool::kept));
  }

  private static Map<String, Double> bars(Map<String, Pool> pools, Function<Pool, Double> height) {
    Map<String, Double> bars = new LinkedHashMap<>();
    pools.forEach((label, pool) -> bars.put(label, height.apply(pool)));
    return bars;
  }
}
