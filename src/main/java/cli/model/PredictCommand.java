package cli.model;

import base.ExitStatus;
import cli.options.CandleOptions;
import cli.options.HorizonConverter;
import cli.options.ResultOutput;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import domain.Failure;
import domain.TopicSpec;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import lab.backtest.ArtifactBacktestModel;
import lab.train.CandleHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts once from a candle file, as the daemon would from the same bars. */
@Command(
    name = "predict",
    description = "Print one prediction from a candle file, with its features.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: dromedary predict --candles btcusd.csv --at 2025-08-31T23:00:00Z"})
public final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CandleOptions candles;

  @Option(
      names = "--at",
      converter = CandleOptions.InstantConverter.class,
      paramLabel = "TIME",
      description = "start of the newest bar to know (the last of the file)")
  private Instant at;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "artifact to use; the default predictor if none is named")
  private Path model;

  @Option(
      names = "--horizon",
      converter = HorizonConverter.class,
      paramLabel = "HOURS",
      description = "how far ahead to predict, in hours or as 5m (the model's own)")
  private Duration horizon;

  @Option(
      names = "--known-return",
      defaultValue = "0",
      paramLabel = "LOG_RETURN",
      description = "what has already happened since the epoch's base time (${DEFAULT-VALUE})")
  private double knownReturn;

  @Mixin private ResultOutput output;

  @Override
  public Integer call() throws IOException {
    List<Path> named = model == null ? List.of() : List.of(model);
    try (TemporaryArtifacts artifacts = TemporaryArtifacts.open(named, candles.pair(), horizon)) {
      CandleSeries known = knownCandles(candles.readCandles(artifacts.horizon()));
      ArtifactBacktestModel served = artifacts.models().get(0);
      FeatureVector row = served.features(known, knownReturn);
      print(served, known, row);
      return ExitStatus.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (Failure.Retry e) {
      throw new Failure.Stop(e.reason(), ExitStatus.UNUSABLE_DATA, e.getMessage(), e);
    }
  }

  private CandleSeries knownCandles(CandleSeries all) {
    if (at == null) {
      return all;
    }
    if (all.bars().stream().noneMatch(bar -> bar.time().equals(at))) {
      throw new ParameterException(
          spec.commandLine(),
          "no bar of the file starts at %s; it holds %s to %s"
              .formatted(at, all.bars().get(0).time(), all.newest().time()));
    }
    return all.startingBefore(at.plus(all.step()));
  }

  private void print(ArtifactBacktestModel model, CandleSeries known, FeatureVector row)
      throws JsonProcessingException {
    String name = model.name();
    double prediction = model.predict(row);
    PrintWriter text = output.text();
    text.printf("%s at %s (closed %s): %s%n", name, known.newest().time(), row.asOf(), prediction);
    for (int i = 0; i < row.names().size(); i++) {
      text.printf("  %-16s %s%n", row.names().get(i), row.values().get(i));
    }
    if (output.isJson()) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      root.put("model", name).put("pair", known.pair()).put("at", known.newest().time().toString());
      root.put("as_of", row.asOf().toString())
          .put("step", TopicSpec.candleStep(model.horizon()).toString());
      root.put("horizon", CandleHistory.barsIn(model.horizon()));
      root.put("prediction", prediction).put("scale", row.scale());
      ObjectNode features = root.putObject("features");
      for (int i = 0; i < row.names().size(); i++) {
        features.put(row.names().get(i), row.values().get(i));
      }
      output.printJson(root);
    }
  }
}
