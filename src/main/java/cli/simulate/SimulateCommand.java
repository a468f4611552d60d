package cli.simulate;

import base.ExitStatus;
import cli.options.OverwriteOption;
import cli.options.ResultOutput;
import cli.options.SimulationFolder;
import faults.ScenarioCatalog;
import faults.ScenarioResult;
import faults.ScenarioRun;
import faults.engine.Scenario;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trials.figures.FigureSuite;
import trials.figures.FiguresPage;
import trials.figures.MachineDescription;
import trials.worker.ExternalWorkerFactory;
import trials.worker.SimulatedWorkerFactory;

/** Plays fault scenarios on the simulated network, whose own record decides the result. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Play fault scenarios on the simulated network.",
    subcommands = {
      SimulateKillCommand.class,
      SimulateSoakCommand.class,
      SimulateReplicasCommand.class
    },
    footer = {
      "",
      "Examples: dromedary simulate --list",
      "          dromedary simulate S07 --seed 3"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final Path PUBLISHED = Path.of("docs/figures");

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "Such as S07 (failing nodes); see --list.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "Every scenario, in turn.")
  private boolean all;

  @Option(names = "--list", description = "Lists the scenarios.")
  private boolean list;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all random choices.")
  private long seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs to play; default each of the scenario once.")
  private int epochs;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      arity = "0..1",
      fallbackValue = "docs/figures",
      description = "Plays the published figures and writes them to FOLDER; default docs/figures.")
  private Path report;

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Of --report: these figures, such as M16; the others stay as they are.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--peer",
      paramLabel = "NAME=COMMAND",
      arity = "1",
      description = "Of --report: another worker, played in real time beside this program.")
  private Map<String, String> peer = new LinkedHashMap<>();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Of --report: runs of each rate of faults, with a seed each; default 3.")
  private int seeds;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of --report: seeds played side by side; shorter, but each is slower.")
  private int jobs;

  @Option(
      names = "--worker",
      paramLabel = "COMMAND",
      description = "Another worker in place of this program; see docs/internals/peers.md.")
  private String worker;

  @Mixin private OverwriteOption overwrite;

  @Mixin private ResultOutput output;

  @Mixin private SimulationFolder folders;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    if (list) {
      List<Scenario> known =
          Stream.of(ScenarioCatalog.all(), ScenarioCatalog.benchmarks())
              .flatMap(List::stream)
              .toList();
      known.forEach(output.text()::println);
      output.printJson(
          Map.of(
              "scenarios",
              known.stream().map(it -> Map.of("id", it.id(), "title", it.title())).toList()));
      return ExitStatus.OK;
    }
    if (epochs < 0 || seeds < 1 || jobs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--epochs must not be below 0, --seeds and --jobs be 1 or more");
    }
    if (report != null) {
      return writeFigures(err);
    }
    List<Scenario> chosen =
        all ? ScenarioCatalog.all() : ids.stream().map(this::requireScenario).toList();
    if (chosen.isEmpty()) {
      spec.commandLine().usage(err);
      return ExitStatus.USAGE;
    }
    return folders.exitStatusOf(() -> playScenarios(chosen, err), err);
  }

  private boolean playScenarios(List<Scenario> chosen, PrintWriter err) throws Exception {
    List<ScenarioResult> results = runScenarios(chosen, err);
    output.printJson(Map.of("scenarios", results.stream().map(ScenarioResult::toMap).toList()));
    return results.stream().allMatch(ScenarioResult::passed);
  }

  private int writeFigures(PrintWriter err) throws Exception {
    if (peer.size() > 1) {
      throw new ParameterException(spec.commandLine(), "--peer: the page has room for one worker");
    }
    if (only.isEmpty()) {
      overwrite.requireAbsent(report.resolve("README.md"), "--report");
    }
    int count = epochs == 0 ? FigureSuite.FULL : epochs;
    if (count < FigureSuite.FULL && report.equals(PUBLISHED)) {
      throw new ParameterException(
          spec.commandLine(),
          "a short form (below %d epochs) is not published: give --report another folder"
              .formatted(FigureSuite.FULL));
    }
    Path folder = folders.create("dromedary-figures-", err);
    String about =
        "%s, %d at a time."
            .formatted(MachineDescription.measuredOn(LocalDate.now(ZoneOffset.UTC)), jobs);
    return folders.exitStatusOf(() -> produceFigures(folder, count, about, err), err);
  }

  private boolean produceFigures(Path folder, int count, String about, PrintWriter err)
      throws Exception {
    FigureSuite suite = new FigureSuite(folder, count, seeds, seed, jobs, err);
    peer.forEach(suite::withPeer);
    boolean met = suite.produce(only, figures -> FiguresPage.publish(report, about, figures));
    output.text().println("Figures: " + report.resolve("README.md"));
    return met;
  }

  /** Figures as text: {@code kills 8, too late 0}. */
  static String toText(Map<String, Object> figures) {
    return figures.entrySet().stream()
        .map(it -> it.getKey().replace('_', ' ') + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }

  private Scenario requireScenario(String id) {
    return ScenarioCatalog.findById(id)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "no scenario " + id + ": simulate --list names them"));
  }

  private List<ScenarioResult> runScenarios(List<Scenario> chosen, PrintWriter err)
      throws Exception {
    Path folder = folders.create("dromedary-simulate-", err);
    WorkerUnderTestFactory workers =
        worker == null
            ? new SimulatedWorkerFactory(folder)
            : new ExternalWorkerFactory(folder, worker);
    List<ScenarioResult> results = new ArrayList<>();
    for (Scenario scenario : chosen) {
      ScenarioResult result =
          ScenarioRun.run(scenario, workers, seed, epochs, line -> err.println("  " + line));
      results.add(result);
      result.failures().forEach(it -> output.text().println("  " + it));
      output.text().println(result.toText());
    }
    return results;
  }
}
