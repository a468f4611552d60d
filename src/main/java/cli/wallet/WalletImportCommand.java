package cli.wallet;

import base.ExitStatus;
import cli.options.KeyfileOptions;
import cli.options.KeyfileOptions.PassphrasePrompt;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import wallet.KeySource.KeyParser;
import wallet.Wallet;

/**
 * Writes an existing key, given as mnemonic or 64 hexadecimal digits, into an encrypted key file.
 */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = "Write an existing mnemonic or private key to an encrypted key file.",
    footer = {"", "Example: dromedary wallet import --from worker.mnemonic --out keys/worker.json"})
final class WalletImportCommand implements Callable<Integer> {
  @Mixin private KeyfileOptions keyfile;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "private file with the words or the key; asked at the terminal when not given")
  private Path from;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Wallet wallet = from == null ? askForKey() : KeyParser.readFile(from);
    keyfile.writeKeyfile(wallet, keyfile.readPassphrase(), spec.commandLine().getErr());
    return ExitStatus.OK;
  }

  private static Wallet askForKey() {
    char[] text = PassphrasePrompt.readHiddenLine("mnemonic or private key: ", "--from");
    try {
      return KeyParser.parse(text);
    } finally {
      Arrays.fill(text, '\0');
    }
  }
}
