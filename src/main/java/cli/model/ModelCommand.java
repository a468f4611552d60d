package cli.model;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for models outside the daemon. */
@Command(
    name = "model",
    description = "Import a model, check an artifact, measure it.",
    mixinStandardHelpOptions = true,
    subcommands = {ModelImportCommand.class, ModelCheckCommand.class, ModelBenchCommand.class},
    footer = {"", "Example: dromedary model check model"})
public final class ModelCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "model: choose import, check or bench");
  }
}
