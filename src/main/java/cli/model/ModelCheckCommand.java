package cli.model;

import base.ExitStatus;
import base.TemporaryFolders;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import inference.ModelLimits;
import inference.Predictor;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Validates an artifact as the daemon would. */
@Command(
    name = "check",
    description = "Check an artifact as the daemon would before using it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: dromedary model check model"})
final class ModelCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "artifact: model.onnx with its manifest.json")
  private Path directory;

  @Mixin private LimitOptions limits;

  /** The daemon's keys for what a model may take. */
  static final class LimitOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
        names = "--answer-within",
        defaultValue = "10",
        paramLabel = "SECONDS",
        description = "for loading and for one answer, as model.answer-within (${DEFAULT-VALUE})")
    private int answer;

    @Option(
        names = "--check-within",
        defaultValue = "20",
        paramLabel = "SECONDS",
        description = "for all checks of the file, as model.check-within (${DEFAULT-VALUE})")
    private int check;

    @Option(
        names = "--max-mib",
        defaultValue = "64",
        paramLabel = "MIB",
        description = "size of the file at most, as model.max-mib (${DEFAULT-VALUE})")
    private int mebibytes;

    ModelLimits limits() {
      try {
        return new ModelLimits(Duration.ofSeconds(answer), Duration.ofSeconds(check), mebibytes);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(command.commandLine(), e.getMessage(), e);
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    String good = loadAndCheck(directory, limits.limits()).describe();
    spec.commandLine().getOut().printf("%s: good, %s%n", directory, good);
    return ExitStatus.OK;
  }

  /**
   * Validates the model in a child process and on its samples.
   *
   * @return its manifest
   */
  static ModelManifest loadAndCheck(Path directory, ModelLimits limits) throws IOException {
    ModelManifest manifest = ModelArtifact.read(directory).manifest();
    String anyPair = manifest.target() == PredictionTarget.NUMBER ? "" : "any";
    String pair = manifest.pair() == null ? anyPair : manifest.pair();
    Duration horizon = manifest.horizon();
    Path state = TemporaryFolders.create("dromedary-check");
    try (Predictor predictor = new Predictor(directory, state, limits)) {
      return predictor.refreshAndValidate(new TopicSpec(1, manifest.target(), pair, horizon));
    } finally {
      TemporaryFolders.deleteRecursively(state);
    }
  }
}
