package cli.wallet;

import base.ExitStatus;
import cli.options.KeyfileOptions;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import wallet.Mnemonic;
import wallet.Wallet;

/** Makes a random key. Its mnemonic is printed on request only, once, on standard output. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = "Make a new key and write it to an encrypted key file.",
    footer = {"", "Example: dromedary wallet new --out keys/worker.json"})
final class WalletNewCommand implements Callable<Integer> {
  @Mixin private KeyfileOptions keyfile;

  @Option(
      names = "--show-mnemonic",
      description = "print the 24 words once: the only copy outside the key file")
  private boolean show;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    char[] passphrase = keyfile.readPassphrase();
    char[] words = Mnemonic.generate(new SecureRandom());
    try {
      keyfile.writeKeyfile(Wallet.fromMnemonic(words), passphrase, err);
      if (show) {
        spec.commandLine().getOut().println(words);
      } else {
        err.println("keep a copy of that file and the passphrase: there is no other");
      }
      return ExitStatus.OK;
    } finally {
      Arrays.fill(words, '\0');
    }
  }
}
