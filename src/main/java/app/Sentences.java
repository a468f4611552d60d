package app;

import domain.Failure;
import domain.Reason;
import java.util.Map;
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
  private static final Map<Reason, Integer> CODES =
      Map.of(
          Reason.NO_ENDPOINT, ExitCode.UNREACHABLE,
          Reason.NO_DATA, ExitCode.UNREACHABLE,
          Reason.MODEL, ExitCode.UNUSABLE_DATA,
          Reason.MODEL_MISMATCH, ExitCode.UNUSABLE_DATA,
          Reason.WINDOW_CLOSED, ExitCode.NO_WINDOW);

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
    return code(e);
  }

  /** Exit code a failure calls for when it ends a command. */
  static int code(Throwable e) {
    if (e instanceof Failure.Stop stop) {
      return stop.exitCode();
    }
    return e instanceof Failure f
        ? CODES.getOrDefault(f.reason(), ExitCode.FAILED)
        : ExitCode.FAILED;
  }

  private static String sentence(Throwable e) {
    return e instanceof Failure ? e.getMessage() : "internal fault: " + e + " (details in the log)";
  }
}
