package cli.model;

import cli.options.HorizonConverter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.HttpBacktestModel;
import lab.backtest.PredictionFile;
import lab.backtest.PredictionFile.MissingRule;
import lab.train.CandleHistory;
import picocli.CommandLine.Option;

/** Predictions of the user's own that a backtest compares: files and a model server. */
final class ComparedPredictions {
  private static final int USUAL_BARS = 24;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description =
          "CSV time,prediction of your own to compare, repeatable; times as --predictions")
  private List<Path> files = List.of();

  @Option(
      names = "--missing",
      paramLabel = "RULE",
      defaultValue = "refuse",
      description = "candles that --compare lacks: refuse, zero or previous (${DEFAULT-VALUE})")
  private MissingRule missing;

  @Option(
      names = "--model-url",
      paramLabel = "URL",
      description = "model server to compare; {Time} stands for the end of the newest bar known")
  private String server;

  @Option(
      names = "--every",
      converter = HorizonConverter.class,
      paramLabel = "HOURS",
      description = "hours, or a time as 10m, between two requests to --model-url (24 candles)")
  private Duration every;

  @Option(
      names = "--prices",
      description = "the numbers of --compare and --model-url are prices, not log-returns")
  private boolean prices;

  List<BacktestModel> models(CandleHistory history, String pair) throws IOException {
    List<BacktestModel> models = new ArrayList<>();
    for (Path file : files) {
      models.addAll(PredictionFile.read(file, prices, missing));
    }
    if (server != null) {
      long bars = every == null ? USUAL_BARS : Math.max(1, every.dividedBy(history.step()));
      models.add(new HttpBacktestModel(server, pair, prices, Math.toIntExact(bars)));
    }
    return models;
  }
}
