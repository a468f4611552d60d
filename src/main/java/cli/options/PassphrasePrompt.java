package cli.options;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import wallet.PassphraseSource;

/** Asks a person for what must not be on a command line, unless a private file holds it. */
public final class PassphrasePrompt {
  private PassphrasePrompt() {}

  /**
   * A new passphrase, typed twice. The caller clears it.
   *
   * @param file where it stands, or null to ask for it
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

  /** One hidden line from the console. The caller clears it. */
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
