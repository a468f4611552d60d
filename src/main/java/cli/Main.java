package cli;

import base.ExitStatus;
import base.TemporaryFolders;
import config.LegacyArguments;
import domain.Failure;
import host.JvmSettings;
import host.LogSettings;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

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

  /**
   * What a person sees when a command fails: one sentence, never a stack trace; that is in the log.
   */
  static final class CommandErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(CommandErrorHandler.class);

    private CommandErrorHandler() {}

    static int handleUsageError(ParameterException e, String[] args) {
      CommandLine line = e.getCommandLine();
      line.getErr().println("dromedary: " + e.getMessage());
      line.usage(line.getErr());
      return ExitStatus.USAGE;
    }

    static int handleFailure(Exception e, CommandLine line, ParseResult result) {
      LogSettings.ensureOpen();
      LOG.debug("command failed", e);
      line.getErr().println("dromedary: " + messageOf(e));
      return Failure.exitStatus(e);
    }

    private static String messageOf(Throwable e) {
      if (e instanceof Failure || e instanceof TemporaryFolders.UnusableException) {
        return e.getMessage();
      }
      if (e instanceof FileSystemException file) {
        String reason = file.getClass().getSimpleName().replace("Exception", "");
        return "%s cannot be read or written (%s)".formatted(file.getFile(), reason);
      }
      return "internal fault: " + e + " (details in the log)";
    }
  }
}
