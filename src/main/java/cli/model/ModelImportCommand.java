package cli.model;

import base.ExitStatus;
import base.TemporaryFolders;
import cli.options.CandleOptions;
import cli.options.CandleOptions.CandleSelection;
import cli.options.HorizonConverter;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec.PredictionTarget;
import features.FeatureNamesFile;
import features.FeatureSet;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lab.importer.ImportOptions;
import lab.importer.ModelImporter;
import lab.importer.ReferenceRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an artifact of a model file; only one that passes all checks replaces an older one. */
@Command(
    name = "import",
    description = "Make an artifact of an .onnx file or of an XGBoost model in any of its forms.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: dromedary model import model.pkl --features features.json --to model"})
final class ModelImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "the model as its maker saved it")
  private Path file;

  @Option(
      names = "--to",
      defaultValue = "model",
      paramLabel = "DIR",
      description = "where the artifact goes (${DEFAULT-VALUE})")
  private Path to;

  @Option(
      names = "--features",
      split = ",",
      paramLabel = "NAMES",
      description = "features in the order of training, or the features file that defines them")
  private List<String> features = List.of();

  @Option(
      names = "--target",
      defaultValue = "log-return",
      converter = TargetConverter.class,
      paramLabel = "TARGET",
      description = "what it predicts, log-return or price (${DEFAULT-VALUE})")
  private PredictionTarget target;

  @Option(
      names = "--pair",
      paramLabel = "PAIR",
      description = "market it was made for, e.g. btcusd; any if left out")
  private String pair;

  @Option(
      names = "--horizon",
      defaultValue = "168",
      converter = HorizonConverter.class,
      paramLabel = "HOURS",
      description = "how far ahead it predicts, or with a unit: 5m, 24h, 7d (${DEFAULT-VALUE})")
  private Duration horizon;

  @Option(
      names = "--check",
      paramLabel = "ROWS.CSV",
      description = "features and the trainer's own prediction of some rows: compared, or refused")
  private Path check;

  @Option(
      names = "--candles",
      paramLabel = "FILE",
      description =
          "hourly candles of the pair, of a minute for a horizon below an hour; the model is tried"
              + " on rows of its features")
  private Path candles;

  @Mixin private CandleSelection selection;

  @Option(
      names = "--output",
      paramLabel = "NAME[:COLUMN]",
      description = "which of several outputs of an .onnx file is the prediction")
  private String output;

  @Option(
      names = "--outputs",
      split = ",",
      paramLabel = "NAMES",
      description = "names for all numbers an .onnx file answers with, for a topic with labels")
  private List<String> outputs = List.of();

  @Mixin private ModelCheckCommand.LimitOptions limits;

  @Override
  public Integer call() throws IOException {
    Path scratch = TemporaryFolders.create("dromedary-import");
    PrintWriter out = spec.commandLine().getOut();
    try {
      List<String> remarks = ModelImporter.importFile(file, options(), scratch);
      ModelManifest manifest = ModelCheckCommand.loadAndCheck(scratch, limits.limits());
      if (manifest.target() != PredictionTarget.NUMBER) {
        TrainingFeatures.requireKept(FeatureSet.of(manifest.features()), manifest.horizon());
      }
      ModelArtifact.read(scratch).write(to);
      remarks.forEach(out::println);
      out.printf("%s: %s%n", to, manifest.describe());
      return ExitStatus.OK;
    } catch (IllegalArgumentException e) {
      throw new Failure.Stop(FailureReason.MODEL, ExitStatus.UNUSABLE_DATA, e.getMessage(), e);
    } finally {
      TemporaryFolders.deleteRecursively(scratch);
    }
  }

  private ImportOptions options() throws IOException {
    return new ImportOptions(
        String.valueOf(file.getFileName()),
        featureNames(),
        target,
        pair,
        horizon,
        check == null ? null : ReferenceRows.read(check),
        candles == null ? null : CandleOptions.readCandles(candles, pair, selection, horizon),
        output,
        outputs,
        limits.limits().bytes());
  }

  private List<String> featureNames() {
    return features.size() == 1 && Files.isRegularFile(Path.of(features.get(0)))
        ? FeatureNamesFile.readNames(Path.of(features.get(0)))
        : features;
  }

  /** Parses a target as in settings. */
  static final class TargetConverter implements ITypeConverter<PredictionTarget> {
    @Override
    public PredictionTarget convert(String text) {
      return PredictionTarget.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
