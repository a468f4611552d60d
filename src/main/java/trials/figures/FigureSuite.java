package trials.figures;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Measures the published figures: accepted epochs under faults, times, costs, correctness of the
 * journal. The length of each follows from the epochs of the main figure, so a short form shows all
 * figures.
 */
public final class FigureSuite {
  /** Receives the figures. */
  public interface FigureSink {
    void write(List<Figure> figures) throws IOException;
  }

  /** From this number of epochs on, M16 plays the predecessor's whole history. */
  public static final int FULL = 200;

  /** Ids in the order of the page. */
  static final List<String> ORDER =
      List.of(
          "M1",
          "M3",
          "M13",
          "M16",
          "RT",
          "M2",
          "M4",
          ReplicaFigure.ID,
          "M5",
          "M6",
          "M8",
          "M9",
          "M14",
          "M10",
          "M11,M12",
          "M7",
          "M15");

  private final FigureRuns runs;
  private final ScenarioFigures scenarios;
  private final ProcessFigures processes;
  private final Map<String, String> peers = new LinkedHashMap<>();

  /**
   * @param folder folder for the daemons' state
   * @param epochs epochs of each rate of failing calls and each seed
   * @param seeds number of seeds, counted from {@code seed}
   * @param jobs number of runs side by side
   */
  public FigureSuite(Path folder, int epochs, int seeds, long seed, int jobs, PrintWriter say) {
    this.runs = new FigureRuns(folder, seed, jobs, say);
    this.processes = new ProcessFigures(folder, epochs, seed, say);
    this.scenarios = new ScenarioFigures(runs, epochs, seeds, seed);
  }

  /**
   * Plays another worker beside this program.
   *
   * @param command starts it, as {@code simulate --worker} does
   */
  public FigureSuite withPeer(String name, String command) {
    peers.put(name, command);
    return this;
  }

  /**
   * @param only ids of the figures that are played; empty for all
   * @param written gets the figures of each part as soon as it ends, so that a run that breaks off
   *     is not lost
   * @return whether something was played and every target was met
   */
  public boolean produce(Set<String> only, FigureSink written) throws Exception {
    boolean met = true;
    boolean played = false;
    for (Map.Entry<String, Callable<List<Figure>>> part : parts().entrySet()) {
      if (only.isEmpty() || only.stream().anyMatch(it -> isIn(it, part.getKey()))) {
        List<Figure> figures = part.getValue().call();
        written.write(figures);
        played = true;
        met &= figures.stream().allMatch(Figure::targetsMet);
      }
    }
    return met && played;
  }

  private static boolean isIn(String id, String part) {
    return List.of(part.split(",")).contains(id);
  }

  /** By the ids of the figures that a part makes. */
  private Map<String, Callable<List<Figure>>> parts() {
    Map<String, Callable<List<Figure>>> parts = new LinkedHashMap<>();
    parts.put("M1,M3,M13", scenarios::faultRateFigures);
    parts.put(
        "M2",
        () ->
            scenarios.scenarioTable(
                "M2",
                "One of two hosts is of no use",
                "Public nodes fail for hours; one healthy host must be enough.",
                5,
                "down",
                "frozen",
                "half-open"));
    parts.put("M4", () -> List.of(processes.killFigure()));
    parts.put(
        "M5",
        () ->
            scenarios.scenarioTable(
                "M5",
                "Submitting again when what was gone is back",
                "After an outage the window that is still open must be used.",
                10,
                "back",
                "silent"));
    parts.put(
        "M6",
        () ->
            scenarios.scenarioTable(
                "M6", "A flaky model", "A model that fails at times must not cost epochs.", 4, ""));
    parts.put(
        "M8",
        () ->
            scenarios.scenarioTable(
                "M8",
                "Topics at once",
                "Topics of one wallet share its sequence numbers when they open in one block.",
                10,
                "1",
                "3",
                "5"));
    parts.put(
        "M9",
        () ->
            scenarios.scenarioTable(
                "M9",
                "Short windows",
                "Some topics leave less than a minute to submit.",
                20,
                "600",
                "60",
                "20",
                "10"));
    parts.put("M10", () -> List.of(processes.memoryFigure()));
    parts.put("M11,M12", () -> List.of(processes.startStopFigure()));
    parts.put(
        "M14",
        () ->
            scenarios.scenarioTable(
                "M14",
                "The network is upgraded in the run",
                "An upgrade of the chain changes the messages; nobody may have to be awake.",
                10,
                ""));
    parts.put("M16", scenarios::predecessorFigure);
    peers.forEach((name, it) -> parts.put("RT", () -> scenarios.peerFigure(name, it)));
    parts.put("M7", () -> List.of(runs.journalFigure()));
    parts.put("M15", () -> List.of(processes.secretScanFigure()));
    return parts;
  }
}
