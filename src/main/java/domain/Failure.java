package domain;

import static java.util.Map.entry;

import base.ExitStatus;
import base.OutsideText;
import base.TemporaryFolders;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.Objects;

/**
 * The three ways a cycle can fail, named by what has to happen next. The message says what, for
 * which window where there is one, and what to do; never a key, a token or a mnemonic.
 */
public abstract sealed class Failure extends RuntimeException {
  private final FailureReason reason;

  /** Strangers' texts are quoted in messages, which reach log, journal, alerts and terminals. */
  private Failure(FailureReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public FailureReason reason() {
    return reason;
  }

  /** Try again while the window is open. */
  public static final class Retry extends Failure {
    public Retry(FailureReason reason, String message) {
      this(reason, message, null);
    }

    public Retry(FailureReason reason, String message, Throwable cause) {
      super(reason, OutsideText.cleanMessage(message), cause);
    }
  }

  /** Nothing can be submitted to this window any more. */
  public static final class Skip extends Failure {
    public Skip(FailureReason reason, String message) {
      super(reason, OutsideText.cleanMessage(message), null);
    }
  }

  /** An operator must act; the process ends with the exit code. */
  public static final class Stop extends Failure {
    private final int exitCode;

    public Stop(FailureReason reason, int exitCode, String message) {
      this(reason, exitCode, message, null);
    }

    public Stop(FailureReason reason, int exitCode, String message, Throwable cause) {
      super(reason, OutsideText.cleanLines(message), cause);
      this.exitCode = exitCode;
    }

    /** See the exit code table in docs/OPERATING.md. */
    public int exitCode() {
      return exitCode;
    }
  }

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

  /** Exit code a failure calls for when it ends a command. */
  public static int exitStatus(Throwable e) {
    if (e instanceof Failure.Stop stop) {
      return stop.exitCode();
    }
    if (e instanceof TemporaryFolders.UnusableException || e instanceof InvalidPathException) {
      return ExitStatus.CONFIGURATION;
    }
    return e instanceof Failure f
        ? CODES.getOrDefault(f.reason(), ExitStatus.FAILED)
        : ExitStatus.FAILED;
  }
}
