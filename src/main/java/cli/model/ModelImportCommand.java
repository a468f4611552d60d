package cli.model;

import base.ExitStatus;
import base.TemporaryFolders;
import domain.PredictionTarget;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lab.importer.ImportOptions;
import lab.importer.ModelImporter;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an artifact of a model file; only one that passes all checks replaces an older one. */
@Command(
    name = "import",
    description = "Make an artifact of an .onnx, XGBoost .json or .ubj, or model.pkl file.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
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
      description = "features in the order of training, where the file does not name them")
  private List<String> features = List.of();

  @Option(
      names = "--target",
      defaultValue = "log-return",
      converter = TargetConverter.class,
      paramLabel = "TARGET",
      description = "what it predicts, log-return or price (${DEFAULT-VALUE})")
  private PredictionTarget target;

  @Option(names = "--pair", description = "market it was made for, e.g. btcusd; any if left out")
  private String pair;

  @Option(
      names = "--horizon",
      defaultValue = "168",
      paramLabel = "HOURS",
      description = "how far it looks ahead (${DEFAULT-VALUE})")
  private int horizon;

  @Override
  public Integer call() throws IOException {
    String name = String.valueOf(file.getFileName());
    Path scratch = TemporaryFolders.create("dromedary-import");
    try {
      ModelImporter.importFile(
          file, new ImportOptions(name, features, target, pair, horizon), scratch);
      ModelManifest manifest = ModelCheckCommand.loadAndCheck(scratch);
      ModelArtifact.read(scratch).write(to);
      spec.commandLine().getErr().printf("%s: %s%n", to, manifest.describe());
      return ExitStatus.OK;
    } finally {
      TemporaryFolders.deleteRecursively(scratch);
    }
  }

  /** Reads a target as it is written in settings. */
  static final class TargetConverter implements ITypeConverter<PredictionTarget> {
    @Override
    public PredictionTarget convert(String text) {
      return PredictionTarget.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
