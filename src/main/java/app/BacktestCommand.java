package app;

import base.ExitCode;
import domain.Candles;
import features.FeatureSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lab.Backtest;
import lab.Baselines;
import lab.BoostSettings;
import lab.Boosting;
import lab.Contestant;
import lab.Figures;
import lab.History;
import lab.HtmlReport;
import lab.PredictionFile;
import lab.RollingRidge;
import lab.RollingTrees;
import lab.ServedModel;
import lab.Suspicion;
import lab.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares models with baselines at every hourly origin, walking forward. */
@Command(
    name = "backtest",
    description = "Compare models with baselines at every hour of a candle file.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class BacktestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CandleOptions candles;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "artifact to compare, repeatable; the default predictor when none is named")
  private List<Path> models = List.of();

  @Option(
      names = "--from",
      converter = CandleOptions.Moment.class,
      paramLabel = "TIME",
      description = "first origin (the first with all features)")
  private Instant from;

  @Option(
      names = "--to",
      converter = CandleOptions.Moment.class,
      paramLabel = "TIME",
      description = "origins end before this time (the end of the file)")
  private Instant to;

  @Option(
      names = "--horizon",
      paramLabel = "HOURS",
      description = "length of the return to predict (the model's own)")
  private Integer horizon;

  @Option(
      names = "--report",
      defaultValue = "backtest.html",
      paramLabel = "FILE",
      description = "where the HTML report goes (${DEFAULT-VALUE})")
  private Path report;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = "CSV of every origin: start of the newest bar known, prediction")
  private Path predictions;

  @Option(
      names = "--trees",
      description = "compare XGBoost too, refitted every four weeks (about a minute for 7 years)")
  private boolean trees;

  @Option(names = "--json", description = "one JSON object on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Candles read = candles.read();
    try (Artifacts artifacts = Artifacts.open(models, candles.pair(), horizon)) {
      Trial trial = trial(History.of(read), artifacts);
      Backtest backtest = Backtest.run(trial, contestants(artifacts.models()));
      Backtest.Entry main = backtest.entries().get(0);
      HtmlReport.write(report, backtest, main);
      if (predictions != null) {
        PredictionFile.write(predictions, trial, main);
      }
      print(backtest);
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Trial trial(History history, Artifacts artifacts) {
    int earliest = artifacts.models().stream().mapToInt(ServedModel::firstRow).max().orElseThrow();
    if (history.size() <= earliest) {
      throw new IllegalArgumentException(
          "the file holds %d hours, the first origin with all features needs %d"
              .formatted(history.size(), earliest + 1));
    }
    int first = from == null ? earliest : history.row(from);
    int last = to == null ? history.size() : Math.min(history.size(), history.row(to));
    if (first < earliest || first >= last) {
      throw new IllegalArgumentException(
          "the file allows origins from %s to before %s"
              .formatted(history.time(earliest), history.time(history.size())));
    }
    return Trial.of(history, artifacts.horizon(), first, last);
  }

  private List<Contestant> contestants(List<ServedModel> served) {
    List<Contestant> contestants = new ArrayList<>();
    served.forEach(contestants::add);
    served.stream()
        .filter(ServedModel::takesKnownReturn)
        .forEach(model -> contestants.add(model.knowingTheFirstHour()));
    contestants.add(Baselines.zero());
    contestants.add(Baselines.mean());
    contestants.add(Baselines.momentum());
    contestants.add(new RollingRidge());
    if (trees) {
      Boosting boosting =
          new Boosting(Jvm.home().resolve("lab-lib"), spec.commandLine().getErr()::println);
      contestants.add(
          new RollingTrees(FeatureSet.named("default"), BoostSettings.DEFAULT, boosting));
    }
    return contestants;
  }

  private void print(Backtest backtest) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(backtest.summary());
    err.println(String.join(" | ", Figures.HEADINGS));
    backtest.entries().forEach(e -> err.println(String.join(" | ", Figures.row(e.card()))));
    Suspicion.of(backtest).forEach(err::println);
    err.println("report: " + report);
    if (json) {
      spec.commandLine().getOut().println(BacktestJson.of(backtest));
    }
  }
}
