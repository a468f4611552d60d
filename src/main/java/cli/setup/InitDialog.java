package cli.setup;

import cli.options.KeyfileOptions.PassphrasePrompt;
import domain.Failure;
import java.io.Console;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Takes each answer from its option, from a person, or as it is usual, and checks it at once. */
final class InitDialog {
  /** Somebody who can be asked. */
  interface Terminal {
    /** The line typed, empty for the usual answer. */
    String ask(String prompt);

    /** The same without showing it. The caller clears it. */
    char[] askHidden(String prompt);
  }

  private final CommandSpec spec;
  private final Terminal terminal;

  /**
   * @param terminal null where nobody is to be asked
   */
  InitDialog(CommandSpec spec, Terminal terminal) {
    this.spec = spec;
    this.terminal = terminal;
  }

  /** The terminal of this process; null without one. */
  static Terminal ofConsole() {
    Console console = System.console();
    return console == null
        ? null
        : new Terminal() {
          @Override
          public String ask(String prompt) {
            String line = console.readLine("%s", prompt);
            return line == null ? "" : line;
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
   * @param option value given on the command line or by a foreign file, null if none was
   * @param check throws for what cannot be used
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
      String typed = terminal.ask(question + " [" + usual + "]: ").strip();
      String value = typed.isEmpty() ? usual : typed;
      try {
        check.accept(value);
        return value;
      } catch (IllegalArgumentException | Failure e) {
        say("  " + e.getMessage());
      }
    }
  }

  /** Empty where nobody is asked. The caller clears it. */
  char[] askSecret(String question) {
    return terminal == null ? new char[0] : terminal.askHidden(question + ": ");
  }

  boolean confirm(String question) {
    return terminal != null && terminal.ask(question + " (y/N): ").strip().equalsIgnoreCase("y");
  }

  void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
