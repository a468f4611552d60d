package cli.model;

import base.ExitStatus;
import cli.options.CandleOptions;
import cli.options.HorizonConverter;
import cli.options.OverwriteOption;
import cli.options.ProgressLine;
import cli.options.ResultOutput;
import com.fasterxml.jackson.core.JsonProcessingException;
import domain.TopicSpec;
import domain.market.CandleSeries;
import features.FeatureSet;
import host.JvmSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import lab.backtest.ArtifactBacktestModel;
import lab.backtest.Backtest;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import lab.backtest.BacktestHtmlReport;
import lab.backtest.BacktestHtmlReport.ScorecardTable;
import lab.backtest.BaselineModels;
import lab.backtest.LeakageCheck;
import lab.backtest.PredictionFile;
import lab.backtest.RollingModels.RollingRidgeModel;
import lab.backtest.RollingModels.RollingTreesModel;
import lab.train.CandleHistory;
import lab.train.WalkForwardSchedule;
import lab.train.XgboostProcess;
import lab.train.XgboostSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import report.TextTable;

/** Compares models with baselines at every bar of a history, walking forward. */
@Command(
    name = "backtest",
    description = "Compare models with baselines at every hour or minute of a candle file.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example: dromedary backtest --candles btcusd.csv --from 2025-01-01 --model model"
    })
public final class BacktestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CandleOptions candles;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "artifact to compare, repeatable; the default predictor when none is named")
  private List<Path> models = List.of();

  @Option(
      names = "--from",
      converter = CandleOptions.InstantConverter.class,
      paramLabel = "TIME",
      description = "first origin (the first with all features)")
  private Instant from;

  @Option(
      names = "--to",
      converter = CandleOptions.InstantConverter.class,
      paramLabel = "TIME",
      description = "origins end before this time (the end of the file)")
  private Instant to;

  @Option(
      names = "--horizon",
      converter = HorizonConverter.class,
      paramLabel = "HOURS",
      description = "how far ahead to predict, in hours or as 5m (the model's own)")
  private Duration horizon;

  @Option(
      names = "--report",
      defaultValue = "backtest.html",
      paramLabel = "FILE",
      description = "where the HTML report goes (${DEFAULT-VALUE})")
  private Path report;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = "CSV of every origin: start of the newest bar known, every model's prediction")
  private Path predictions;

  @Mixin private ComparedPredictions compared;

  @Option(
      names = "--trees",
      description =
          "compare XGBoost too, refitted every four weeks (about a minute for 7 years), on minutes"
              + " daily, 30 times at most")
  private boolean trees;

  @Mixin private OverwriteOption overwrite;

  @Mixin private ResultOutput output;

  @Override
  public Integer call() throws IOException {
    overwrite.requireAbsent(report, "--report");
    if (predictions != null) {
      overwrite.requireAbsent(predictions, "--predictions");
    }
    try (TemporaryArtifacts artifacts =
            TemporaryArtifacts.openForHistory(models, candles.pair(), horizon);
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr())) {
      CandleSeries read = candles.readCandles(artifacts.horizon());
      BacktestRange range = backtestRange(CandleHistory.of(read), artifacts);
      Backtest backtest =
          Backtest.run(range, backtestModels(range.history(), artifacts.models(), progress));
      progress.end();
      Backtest.ModelResult main = backtest.results().get(0);
      BacktestHtmlReport.write(report, backtest, main);
      if (predictions != null) {
        PredictionFile.write(predictions, backtest);
      }
      print(backtest);
      return ExitStatus.OK;
    } catch (IllegalArgumentException e) {
      // What a parallel model throws comes wrapped in another of its kind.
      Throwable first = e.getCause() instanceof IllegalArgumentException it ? it : e;
      throw new ParameterException(spec.commandLine(), first.getMessage(), e);
    }
  }

  private BacktestRange backtestRange(CandleHistory history, TemporaryArtifacts artifacts) {
    int earliest =
        artifacts.models().stream().mapToInt(ArtifactBacktestModel::firstRow).max().orElseThrow();
    if (history.size() <= earliest) {
      throw new IllegalArgumentException(
          "the file holds %d %ss, the first origin with all features needs %d"
              .formatted(history.size(), history.unit(), earliest + 1));
    }
    int first = from == null ? earliest : history.rowAt(from);
    int last = to == null ? history.size() : Math.min(history.size(), history.rowAt(to));
    if (first < earliest || first >= last) {
      throw new IllegalArgumentException(
          "the file allows origins from %s to before %s"
              .formatted(history.timeOfRow(earliest), history.timeOfRow(history.size())));
    }
    return BacktestRange.of(history, CandleHistory.barsIn(artifacts.horizon()), first, last);
  }

  private List<BacktestModel> backtestModels(
      CandleHistory history, List<ArtifactBacktestModel> served, ProgressLine progress)
      throws IOException {
    boolean hourly = history.step().equals(TopicSpec.HOUR);
    List<BacktestModel> models = new ArrayList<>();
    served.forEach(models::add);
    models.addAll(compared.models(history, candles.pair()));
    served.stream()
        .filter(ArtifactBacktestModel::usesKnownReturn)
        .forEach(model -> models.add(model.withFirstHourKnown()));
    models.add(BaselineModels.zero());
    models.add(BaselineModels.mean());
    models.add(BaselineModels.momentum());
    if (hourly) {
      models.add(new RollingRidgeModel());
    }
    if (trees) {
      XgboostProcess boosting =
          new XgboostProcess(JvmSettings.installationFolder().resolve("lab-lib"), progress);
      models.add(
          new RollingTreesModel(
              FeatureSet.forSetName(hourly ? "default" : "minutes"),
              XgboostSettings.DEFAULT,
              boosting,
              hourly ? RollingTreesModel.FOUR_WEEKS : WalkForwardSchedule.of(history).refit()));
    }
    return models;
  }

  private void print(Backtest backtest) throws JsonProcessingException {
    PrintWriter text = output.text();
    text.println(backtest.summary());
    TextTable table = new TextTable(ScorecardTable.HEADINGS.toArray(String[]::new));
    ScorecardTable.tableRows(backtest).forEach(it -> table.row(it.toArray(String[]::new)));
    table.lines().forEach(text::println);
    LeakageCheck.findWarnings(backtest).forEach(text::println);
    text.println("report: " + report);
    output.printJson(() -> BacktestJson.toJson(backtest));
  }
}
