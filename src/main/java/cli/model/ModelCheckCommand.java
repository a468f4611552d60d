package cli.model;

import base.ExitStatus;
import base.TemporaryFolders;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import inference.Predictor;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

  @Override
  public Integer call() throws IOException {
    spec.commandLine()
        .getOut()
        .printf("%s: good, %s%n", directory, loadAndCheck(directory).describe());
    return ExitStatus.OK;
  }

  /**
   * Validates the model in a child process and on its samples.
   *
   * @return its manifest
   */
  static ModelManifest loadAndCheck(Path directory) throws IOException {
    ModelManifest manifest = ModelArtifact.read(directory).manifest();
    String anyPair = manifest.target() == PredictionTarget.NUMBER ? "" : "any";
    String pair = manifest.pair() == null ? anyPair : manifest.pair();
    Duration horizon = manifest.horizon();
    Path state = TemporaryFolders.create("dromedary-check");
    try (Predictor predictor = new Predictor(directory, state)) {
      return predictor.refreshAndValidate(new TopicSpec(1, manifest.target(), pair, horizon));
    } finally {
      TemporaryFolders.deleteRecursively(state);
    }
  }
}
