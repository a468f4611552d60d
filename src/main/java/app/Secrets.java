package app;

import base.ExitCode;
import domain.Failure;
import domain.Reason;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import wallet.Passphrase;

/** Asks a person for what must not be on a command line, unless a private file holds it. */
final class Secrets {
  private Secrets() {}

  /**
   * A new passphrase, typed twice. The caller clears it.
   *
   * @param file where it stands, or null to ask for it
   */
  static char[] newPassphrase(Path file) {
    if (file != null) {
      return Passphrase.read(file);
    }
    char[] first = ask("passphrase for the new key file: ", "--passphrase-file");
    char[] second = ask("once more: ", "--passphrase-file");
    try {
      if (!Arrays.equals(first, second)) {
        throw stop("the two passphrases differ: nothing was written, try again");
      }
      return first;
    } finally {
      Arrays.fill(second, '\0');
    }
  }

  /** One hidden line from the console. The caller clears it. */
  static char[] ask(String prompt, String option) {
    Console console = System.console();
    char[] line = console == null ? null : console.readPassword(prompt);
    if (line == null) {
      throw stop("there is no terminal to ask at: give " + option);
    }
    return line;
  }

  private static Failure.Stop stop(String sentence) {
    return new Failure.Stop(Reason.KEY, ExitCode.KEY, sentence);
  }
}
