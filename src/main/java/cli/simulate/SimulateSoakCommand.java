package cli.simulate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trials.figures.SoakTrial;

/** Runs one daemon process through thousands of epochs and measures whether its memory grows. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Run one daemon through thousands of simulated epochs; is its memory flat?",
    footer = {"", "Example: dromedary simulate soak --epochs 300"})
final class SimulateSoakCommand extends TrialCommand {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "300",
      description = "Epochs; default 300.")
  private int epochs;

  @Override
  public Integer call() throws Exception {
    requirePositive("--epochs", epochs);
    return super.call();
  }

  @Override
  Map<String, Object> play(Path folder, PrintWriter say) throws Exception {
    return SoakTrial.run(folder, epochs, say);
  }
}
