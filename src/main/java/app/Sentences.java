package app;

import base.ExitCode;
import domain.Failure;
import domain.FailureExitStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What a person sees when a command fails: one sentence, never a stack trace; that is in the log.
 */
final class Sentences {
  private static final Logger LOG = LoggerFactory.getLogger(Sentences.class);

  private Sentences() {}

  static int usage(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    line.getErr().println("dromedary: " + e.getMessage());
    line.usage(line.getErr());
    return ExitCode.USAGE;
  }

  static int failure(Exception e, CommandLine line, ParseResult result) {
    Logs.ensureOpen();
    LOG.debug("command failed", e);
    line.getErr().println("dromedary: " + sentence(e));
    return FailureExitStatus.of(e);
  }

  private static String sentence(Throwable e) {
    return e instanceof Failure ? e.getMessage() : "internal fault: " + e + " (details in the log)";
  }
}
