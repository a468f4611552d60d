package cli.data;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups the commands for candles outside the daemon. */
@Command(
    name = "data",
    description = "Fetch or import candles, or check the market sources.",
    mixinStandardHelpOptions = true,
    subcommands = {DataFetchCommand.class, DataImportCommand.class, DataCheckCommand.class},
    footer = {"", "Example: dromedary data check --pair ethusd"})
public final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "data: choose fetch, import or check");
  }
}
