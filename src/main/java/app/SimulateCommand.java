package app;

import base.ExitCode;
import com.fasterxml.jackson.databind.ObjectMapper;
import faults.Result;
import faults.Run;
import faults.Scenario;
import faults.Scenarios;
import faults.Workers;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The scenarios: everything goes wrong on the simulated network, and its judge has the word. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Let the ways this job fails happen, on the simulated network.",
    subcommands = {SimulateKillCommand.class, SimulateSoakCommand.class})
final class SimulateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SCENARIO", arity = "0..*", description = "Such as S07; see --list.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "Every scenario, in turn.")
  private boolean all;

  @Option(names = "--list", description = "Names the scenarios.")
  private boolean list;

  @Option(names = "--seed", defaultValue = "1", description = "Of everything left to chance.")
  private long seed;

  @Option(names = "--epochs", description = "Epochs to play; default each of the scenario once.")
  private int epochs;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      arity = "0..1",
      fallbackValue = "docs/figures",
      description = "Plays the published figures and writes them to FOLDER; default docs/figures.")
  private Path report;

  @Option(
      names = "--seeds",
      defaultValue = "3",
      description = "Of --report: runs of each rate of faults, with a seed each; default 3.")
  private int seeds;

  @Option(
      names = "--jobs",
      defaultValue = "1",
      description = "Of --report: seeds played side by side; shorter, but each is slower.")
  private int jobs;

  @Option(
      names = "--worker",
      paramLabel = "COMMAND",
      description = "Somebody else's worker in place of this program; see docs/internals/peers.md.")
  private String worker;

  @Option(names = "--json", description = "One JSON object on standard output, last.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    if (list) {
      Scenarios.all().forEach(err::println);
      Scenarios.figures().forEach(err::println);
      return ExitCode.OK;
    }
    if (epochs < 0 || seeds < 1 || jobs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--epochs must not be below 0, --seeds and --jobs be 1 or more");
    }
    if (report != null) {
      return report(err);
    }
    List<Scenario> chosen = all ? Scenarios.all() : ids.stream().map(this::named).toList();
    if (chosen.isEmpty()) {
      spec.commandLine().usage(err);
      return ExitCode.USAGE;
    }
    List<Result> results = play(chosen, err);
    if (json) {
      var figures = Map.of("scenarios", results.stream().map(Result::figures).toList());
      spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(figures));
      spec.commandLine().getOut().flush();
    }
    return results.stream().allMatch(Result::kept) ? ExitCode.OK : ExitCode.FAILED;
  }

  private int report(PrintWriter err) throws Exception {
    Path folder = Files.createTempDirectory("dromedary-figures-");
    err.println("State: " + folder);
    int count = epochs == 0 ? Figures.FULL : epochs;
    String about =
        "Measured on %s with %s, seeds %d to %d, by `dromedary simulate %s`."
            .formatted(
                LocalDate.now(ZoneOffset.UTC),
                Machine.words(),
                seed,
                seed + seeds - 1,
                "--report --epochs %d --seeds %d --seed %d --jobs %d"
                    .formatted(count, seeds, seed, jobs));
    List<Figure> figures =
        new Figures(folder, count, seeds, seed, jobs, err)
            .play(soFar -> FiguresPage.write(report, about, soFar));
    err.println("Figures: " + report.resolve("README.md"));
    return figures.stream().allMatch(Figure::kept) ? ExitCode.OK : ExitCode.FAILED;
  }

  private Scenario named(String id) {
    return Scenarios.named(id)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(), "no scenario " + id + ": simulate --list names them"));
  }

  private List<Result> play(List<Scenario> chosen, PrintWriter err) throws Exception {
    Path folder = Files.createTempDirectory("dromedary-simulate-");
    err.println("State: " + folder);
    Workers workers =
        worker == null ? new SimulatedWorkers(folder) : new ExternalWorkers(folder, worker);
    List<Result> results = new ArrayList<>();
    for (Scenario scenario : chosen) {
      Result result = Run.of(scenario, workers, seed, epochs, line -> err.println("  " + line));
      results.add(result);
      result.faults().forEach(it -> err.println("  " + it));
      err.println(result.line());
    }
    return results;
  }
}
