package cli.options;

import base.ExitStatus;
import base.PrivateFiles;
import domain.Failure;
import domain.FailureReason;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import picocli.CommandLine.Option;
import wallet.KeyCandidate.PassphraseSource;
import wallet.Keyfile;
import wallet.Wallet;

/** Options for an encrypted key file and its passphrase. */
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

  /** Writes the file, clears the passphrase, and prints the next step. */
  public void writeKeyfile(Wallet wallet, char[] passphrase, PrintWriter err) {
    try {
      createFolder();
      Keyfile.create(out, wallet, passphrase, new SecureRandom());
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    err.println(wallet.address() + " is in " + out + ", mode 600, under your passphrase");
    err.println(
        "next: wallet.keyfile = " + out.toAbsolutePath() + " and wallet.passphrase-file = FILE");
  }

  private void createFolder() {
    try {
      Path folder = out.toAbsolutePath().getParent();
      if (folder != null) {
        PrivateFiles.createFolders(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Prompts for a secret that must not be on a command line, unless a private file holds it. */
  public static final class PassphrasePrompt {
    private PassphrasePrompt() {}

    /**
     * Reads a new passphrase, typed twice. The caller clears it.
     *
     * @param file private file with the passphrase, or null to prompt for it
     */
    static char[] readNewPassphrase(Path file) {
      if (file != null) {
        return PassphraseSource.read(file);
      }
      char[] first = readHiddenLine("passphrase for the new key file: ", "--passphrase-file");
      char[] second = readHiddenLine("once more: ", "--passphrase-file");
      try {
        if (!Arrays.equals(first, second)) {
          throw keyFailure("the two passphrases differ: nothing was written, try again");
        }
        return first;
      } finally {
        Arrays.fill(second, '\0');
      }
    }

    /** Reads one hidden line from the console. The caller clears it. */
    public static char[] readHiddenLine(String prompt, String option) {
      Console console = System.console();
      char[] line = console == null ? null : console.readPassword(prompt);
      if (line == null) {
        throw keyFailure("there is no terminal to ask at: give " + option);
      }
      return line;
    }

    private static Failure.Stop keyFailure(String sentence) {
      return new Failure.Stop(FailureReason.KEY, ExitStatus.KEY, sentence);
    }
  }
}
