package cli.wallet;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import config.WalletSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import wallet.KeySource;

/** Prints address and place of the key in use; standard output gets the address only. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Print the worker's address and where its key is kept.",
    footer = {"", "Example: dromedary wallet show --config dromedary.properties"})
final class WalletShowCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions options;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    WalletSettings wallets = new WalletSettings(options.settings());
    for (String name : wallets.walletNames()) {
      KeySource.FoundKey found = wallets.keySource(name).find();
      found.warnings().forEach(spec.commandLine().getErr()::println);
      spec.commandLine().getErr().println("key from " + found.origin());
      spec.commandLine().getOut().println(found.wallet().address());
    }
    spec.commandLine().getOut().flush();
    return ExitStatus.OK;
  }
}
