package cli.simulate;

import cli.options.ResultOutput;
import cli.options.SimulationFolder;
import host.LogSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import trials.figures.SoakTrial;

/** Runs one daemon process through thousands of epochs and measures whether its memory grows. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Run one daemon through thousands of simulated epochs; is its memory flat?",
    footer = {"", "Example: dromedary simulate soak --epochs 300"})
final class SimulateSoakCommand implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "300", description = "Epochs; default 300.")
  private int epochs;

  @Mixin private ResultOutput output;

  @Mixin private SimulationFolder folders;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (epochs < 1) {
      throw new ParameterException(spec.commandLine(), "--epochs must be 1 or more");
    }
    PrintWriter err = spec.commandLine().getErr();
    Path folder = folders.create("dromedary-soak-", err);
    LogSettings.open(folder.resolve("network"), "ERROR");
    return folders.exitStatusOf(() -> play(folder, err), err);
  }

  private boolean play(Path folder, PrintWriter err) throws Exception {
    Map<String, Object> figures = SoakTrial.run(folder, epochs, err);
    output.text().println(SimulateCommand.toText(figures));
    output.printJson(figures);
    return Boolean.TRUE.equals(figures.get("passed"));
  }
}
