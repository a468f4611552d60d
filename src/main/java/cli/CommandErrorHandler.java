package cli;

import base.ExitStatus;
import domain.Failure;
import domain.FailureExitStatus;
import host.LogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What a person sees when a command fails: one sentence, never a stack trace; that is in the log.
 */
final class CommandErrorHandler {
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
    return FailureExitStatus.of(e);
  }

  private static String messageOf(Throwable e) {
    return e instanceof Failure ? e.getMessage() : "internal fault: " + e + " (details in the log)";
  }
}
