package cli.setup;

import cli.options.KeyfileOptions.PassphrasePrompt;
import domain.Failure;
import java.io.Console;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Takes each answer from its option, from the operator, or from its default, and checks it at once.
 */
final class InitDialog {
  /** Prompts the operator. */
  interface Terminal {
    /** Reads a line; empty for the default, null at the end of the input. */
    String ask(String prompt);

    /** Reads a line without echo. The caller clears it. */
    char[] askHidden(String prompt);
  }

  private final CommandSpec spec;
  private final Terminal terminal;

  /**
   * @param terminal null to ask nothing
   */
  InitDialog(CommandSpec spec, Terminal terminal) {
    this.spec = spec;
    this.terminal = terminal;
  }

  /** The terminal of this process, or null. */
  static Terminal ofConsole() {
    Console console = System.console();
    return console == null
        ? null
        : new Terminal() {
          @Override
          public String ask(String prompt) {
            return console.readLine("%s", prompt);
          }

          @Override
          public char[] askHidden(String prompt) {
            return PassphrasePrompt.readHiddenLine(prompt, "the option");
          }
        };
  }

  boolean hasPerson() {
    return terminal != null;
  }

  /**
   * @param option value of the command line or a foreign file, or null
   * @param check throws for an invalid value
   */
  String answer(
      String optionName, String option, String question, String usual, Consumer<String> check) {
    if (option != null || terminal == null) {
      String value = option == null ? usual : option;
      try {
        check.accept(value);
        return value;
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), optionName + " " + value + ": " + e.getMessage());
      }
    }
    while (true) {
      String typed = terminal.ask(question + " [" + usual + "]: ");
      if (typed == null) {
        throw new ParameterException(
            spec.commandLine(), "the input ended at the question '" + question + "'");
      }
      String value = typed.isBlank() ? usual : typed.strip();
      try {
        check.accept(value);
        return value;
      } catch (IllegalArgumentException | Failure e) {
        say("  " + e.getMessage());
      }
    }
  }

  /** Reads a secret; empty without a terminal. The caller clears it. */
  char[] askSecret(String question) {
    return terminal == null ? new char[0] : terminal.askHidden(question + ": ");
  }

  boolean confirm(String question) {
    String typed = terminal == null ? null : terminal.ask(question + " (y/N): ");
    return typed != null && typed.strip().equalsIgnoreCase("y");
  }

  void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
