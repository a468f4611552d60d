package cli;

import base.ExitStatus;
import base.TemporaryFolders;
import domain.Failure;
import domain.FailureExitStatus;
import host.LogSettings;
import java.nio.file.FileSystemException;
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
