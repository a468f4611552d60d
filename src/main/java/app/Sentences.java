package app;

import static java.util.Map.entry;

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
      Map.ofEntries(
          entry(Reason.NO_ENDPOINT, ExitCode.UNREACHABLE),
          entry(Reason.NO_DATA, ExitCode.UNREACHABLE),
          entry(Reason.MODEL, ExitCode.UNUSABLE_DATA),
          entry(Reason.MODEL_MISMATCH, ExitCode.UNUSABLE_DATA),
          entry(Reason.WINDOW_CLOSED, ExitCode.NO_WINDOW),
          entry(Reason.TOPIC_INACTIVE, ExitCode.NO_WINDOW),
          entry(Reason.NO_ACCOUNT, ExitCode.KEY),
          entry(Reason.NO_FUNDS, ExitCode.KEY),
          entry(Reason.NOT_REGISTERED, ExitCode.KEY),
          entry(Reason.NOT_WHITELISTED, ExitCode.KEY),
          entry(Reason.FEE_CAP, ExitCode.CONFIGURATION));

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
