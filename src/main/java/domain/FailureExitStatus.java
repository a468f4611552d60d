package domain;

import static java.util.Map.entry;

import base.ExitCode;
import java.util.Map;

/** Exit code a failure calls for when it ends a command. */
public final class FailureExitStatus {
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

  private FailureExitStatus() {}

  public static int of(Throwable e) {
    if (e instanceof Failure.Stop stop) {
      return stop.exitCode();
    }
    return e instanceof Failure f
        ? CODES.getOrDefault(f.reason(), ExitCode.FAILED)
        : ExitCode.FAILED;
  }
}
