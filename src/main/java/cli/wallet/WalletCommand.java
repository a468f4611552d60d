package cli.wallet;

import base.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands for a key; none prints it unless asked to. */
@Command(
    name = "wallet",
    description = "Make, take over, show or encrypt the worker's key.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = {
      WalletNewCommand.class,
      WalletImportCommand.class,
      WalletShowCommand.class,
      WalletEncryptCommand.class
    },
    footer = {"", "Example: dromedary wallet show --config dromedary.properties"})
public final class WalletCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.USAGE;
  }
}
