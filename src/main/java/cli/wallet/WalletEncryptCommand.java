package cli.wallet;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import cli.options.KeyfileOptions;
import config.WalletSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import wallet.KeySource;

/** Writes the key in use into an encrypted key file. */
@Command(
    name = "encrypt",
    mixinStandardHelpOptions = true,
    description = "Write the key of the settings into an encrypted key file.",
    footer = {
      "",
      "Example: dromedary wallet encrypt --config dromedary.properties --out keys/worker.json"
    })
final class WalletEncryptCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions options;
  @Mixin private KeyfileOptions keyfile;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    KeySource.FoundKey found = new WalletSettings(options.settings()).keySource("").find();
    keyfile.writeKeyfile(found.wallet(), keyfile.readPassphrase(), spec.commandLine().getErr());
    spec.commandLine().getErr().println("then remove the key from " + found.origin());
    return ExitStatus.OK;
  }
}
