package cli.model;

import base.ExitStatus;
import cli.options.CandleOptions;
import cli.options.HorizonConverter;
import cli.options.ProgressLine;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import features.FeatureSet;
import host.JvmSettings;
import inference.artifact.DefaultPriceFormula;
import inference.artifact.DefaultReturnFormula;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.ModelManifest.Evidence;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import lab.backtest.WalkForwardValidation;
import lab.train.CandleHistory;
import lab.train.RidgeTrainer;
import lab.train.TrainingSet;
import lab.train.XgboostProcess;
import lab.train.XgboostSettings;
import lab.train.XgboostTrainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes an artifact from a candle file; a running daemon loads it when it is replaced. */
@Command(
    name = "train",
    description = "Make a model from a candle file and write it as an artifact.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example: dromedary train --candles btcusd.csv --kind ridge --out model",
      "Minutes: dromedary train --candles minutes.csv --horizon 5m --target price --out model"
    })
public final class TrainCommand implements Callable<Integer> {
  enum ModelKind {
    DEFAULT,
    RIDGE,
    XGBOOST
  }

  @Spec private CommandSpec spec;
  @Mixin private CandleOptions candles;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "ridge",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private ModelKind kind;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where the artifact goes; files of an older one are replaced")
  private Path out;

  @Option(
      names = "--horizon",
      defaultValue = "168",
      converter = HorizonConverter.class,
      paramLabel = "HOURS",
      description = "how far ahead to predict, in hours or as 5m, 24h, 7d (${DEFAULT-VALUE})")
  private Duration horizon;

  @Option(
      names = "--target",
      defaultValue = "log-return",
      converter = ModelImportCommand.TargetConverter.class,
      paramLabel = "TARGET",
      description = "log-return, or price: the newest price moved by it (${DEFAULT-VALUE})")
  private PredictionTarget target;

  @Mixin private TrainingFeatures features;

  @Option(
      names = "--until",
      converter = CandleOptions.InstantConverter.class,
      paramLabel = "TIME",
      description = "bars from this time on stay unseen, for a backtest (the end of the file)")
  private Instant until;

  @Option(
      names = "--penalty",
      paramLabel = "NUMBER",
      description =
          "ridge: shrinkage, above 0 (chosen walking forward, the last year or week unseen)")
  private Double penalty;

  @Mixin private XgboostOptions boosting;

  @Option(
      names = "--amplitude",
      paramLabel = "NUMBER",
      defaultValue = "0.10",
      description = "default: size of the trend term (${DEFAULT-VALUE})")
  private double amplitude;

  @Override
  public Integer call() throws IOException {
    try {
      ModelManifest made = train();
      spec.commandLine().getOut().printf("%s%n%s: %s%n", made.madeBy(), out, made.sha256());
      return ExitStatus.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private ModelManifest train() throws IOException {
    if (kind == ModelKind.DEFAULT) {
      if (target == PredictionTarget.LOG_RETURN && !horizon.equals(DefaultReturnFormula.HORIZON)) {
        throw new IllegalArgumentException(
            "--kind default predicts log-returns over 168 h only; over other horizons --target"
                + " price");
      }
      return target == PredictionTarget.PRICE
          ? DefaultPriceFormula.write(out, horizon)
          : DefaultReturnFormula.write(out, amplitude);
    }
    FeatureSet set = features.forHorizon(horizon);
    int bars = CandleHistory.barsIn(horizon);
    CandleSeries visible = visibleCandles(candles.readCandles(horizon));
    TrainingSet rows = TrainingSet.of(visible, set, bars);
    WalkForwardValidation trial = new WalkForwardValidation(visible, set, bars);
    return kind == ModelKind.RIDGE ? trainRidge(rows, trial) : boostTrees(rows, trial);
  }

  private ModelManifest trainRidge(TrainingSet rows, WalkForwardValidation trial)
      throws IOException {
    double chosen = penalty == null ? trial.choosePenalty(1) : penalty;
    printAll(trial.shortcomings(penalty == null ? "--penalty" : null));
    Evidence evidence = trial.judgeRidge(chosen);
    return withEvidence(
        target == PredictionTarget.PRICE
            ? RidgeTrainer.trainAndWritePrice(out, rows, chosen)
            : RidgeTrainer.trainAndWrite(out, rows, chosen),
        evidence);
  }

  private ModelManifest boostTrees(TrainingSet rows, WalkForwardValidation trial)
      throws IOException {
    XgboostSettings given = boosting.settings();
    try (ProgressLine progress = ProgressLine.on(spec.commandLine().getErr())) {
      XgboostProcess process =
          new XgboostProcess(JvmSettings.installationFolder().resolve("lab-lib"), progress);
      XgboostSettings chosen =
          boosting.choosesLambda() ? given.withLambda(trial.chooseLambda(given, process)) : given;
      Evidence evidence = trial.judgeTrees(chosen, process);
      printAll(trial.shortcomings(boosting.choosesLambda() ? "--lambda" : null));
      ModelManifest made = XgboostTrainer.trainAndWrite(out, rows, target, chosen, process);
      progress.end();
      return withEvidence(made, evidence);
    }
  }

  private void printAll(List<String> sentences) {
    sentences.forEach(spec.commandLine().getOut()::println);
  }

  private ModelManifest withEvidence(ModelManifest made, Evidence evidence) throws IOException {
    ModelManifest judged = made.withEvidence(evidence);
    new ModelArtifact(judged, ModelArtifact.read(out).model()).write(out);
    spec.commandLine().getOut().println(evidence);
    return judged;
  }

  private CandleSeries visibleCandles(CandleSeries all) {
    if (until == null) {
      return all;
    }
    if (!all.bars().get(0).time().isBefore(until)) {
      throw new IllegalArgumentException("no bar of the file starts before " + until);
    }
    return all.startingBefore(until);
  }
}
