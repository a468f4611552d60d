package domain;

import static java.util.Map.entry;

import base.ExitStatus;
import base.TemporaryFolders;
import java.util.Map;

/** Exit code a failure calls for when it ends a command. */
public final class FailureExitStatus {
  private static final Map<FailureReason, Integer> CODES =
      Map.ofEntries(
          entry(FailureReason.NO_ENDPOINT, ExitStatus.UNREACHABLE),
          entry(FailureReason.NO_DATA, ExitStatus.UNREACHABLE),
          entry(FailureReason.MODEL, ExitStatus.UNUSABLE_DATA),
          entry(FailureReason.MODEL_MISMATCH, ExitStatus.UNUSABLE_DATA),
          entry(FailureReason.WINDOW_CLOSED, ExitStatus.NO_WINDOW),
          entry(FailureReason.TOPIC_INACTIVE, ExitStatus.NO_WINDOW),
          entry(FailureReason.NO_ACCOUNT, ExitStatus.KEY),
          entry(FailureReason.NO_FUNDS, ExitStatus.KEY),
          entry(FailureReason.NOT_REGISTERED, ExitStatus.KEY),
          entry(FailureReason.NOT_WHITELISTED, ExitStatus.KEY),
          entry(FailureReason.FEE_CAP, ExitStatus.CONFIGURATION));

  private FailureExitStatus() {}

  public static int of(Throwable e) {
    if (e instanceof Failure.Stop stop) {
      return stop.exitCode();
    }
    if (e instanceof TemporaryFolders.UnusableException) {
      return ExitStatus.CONFIGURATION;
    }
    return e instanceof Failure f
        ? CODES.getOrDefault(f.reason(), ExitStatus.FAILED)
        : ExitStatus.FAILED;
  }
}
