package app;

import domain.Failure;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Entry point of the runnable jar: prepares the process, hands the line to picocli, exits. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Jvm.prepare();
    Heritage.remarks(Map.of(), args).forEach(System.err::println);
    try {
      String[] words = Heritage.translate(args);
      System.exit(commandLine(words).execute(words));
    } catch (Failure.Stop e) {
      System.err.println("dromedary: " + e.getMessage());
      System.exit(e.exitCode());
    }
  }

  /** The commands with the house's exit codes, as far as these words need them. */
  static CommandLine commandLine(String... words) {
    return mannered(Dromedary.line(words));
  }

  /** One command alone, with the same manners. */
  static CommandLine alone(Object command) {
    return mannered(new CommandLine(command));
  }

  /** People read standard error. */
  private static CommandLine mannered(CommandLine line) {
    line.setErr(new PrintWriter(System.err, true));
    line.setParameterExceptionHandler(Sentences::usage);
    line.setExecutionExceptionHandler(Sentences::failure);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }
}
