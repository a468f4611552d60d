package cli;

import config.LegacyArguments;
import domain.Failure;
import host.JvmSettings;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;

/** Entry point of the runnable jar: prepares the process, hands the line to picocli, exits. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    JvmSettings.setSystemProperties();
    LegacyArguments.warnings(Map.of(), args).forEach(System.err::println);
    try {
      String[] words = LegacyArguments.translate(args);
      System.exit(commandLine(words).execute(words));
    } catch (Failure.Stop e) {
      System.err.println("dromedary: " + e.getMessage());
      System.exit(e.exitCode());
    }
  }

  /** The commands with the house's exit codes, as far as these words need them. */
  public static CommandLine commandLine(String... words) {
    return withErrorHandling(DromedaryCommand.commandLineFor(words));
  }

  /** One command alone, with the same manners. */
  static CommandLine singleCommand(Object command) {
    return withErrorHandling(new CommandLine(command));
  }

  /** People read standard error. */
  private static CommandLine withErrorHandling(CommandLine line) {
    line.setErr(new PrintWriter(System.err, true));
    line.setParameterExceptionHandler(CommandErrorHandler::handleUsageError);
    line.setExecutionExceptionHandler(CommandErrorHandler::handleFailure);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line;
  }
}
