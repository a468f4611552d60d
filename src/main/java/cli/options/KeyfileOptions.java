package cli.options;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import picocli.CommandLine.Option;
import wallet.Keyfile;
import wallet.Wallet;

/** Where a command puts an encrypted key file, and what it encrypts it with. */
public final class KeyfileOptions {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "key file to write; never over an existing one")
  private Path out;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description = "private file with the passphrase; asked at the terminal when not given")
  private Path passphraseFile;

  public char[] readPassphrase() {
    return PassphrasePrompt.readNewPassphrase(passphraseFile);
  }

  /** Writes the file, clears the passphrase, and says what comes next. */
  public void writeKeyfile(Wallet wallet, char[] passphrase, PrintWriter err) {
    try {
      Keyfile.create(out, wallet, passphrase, new SecureRandom());
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    err.println(wallet.address() + " is in " + out + ", mode 600, under your passphrase");
    err.println(
        "next: wallet.keyfile = " + out.toAbsolutePath() + " and wallet.passphrase-file = FILE");
  }
}
