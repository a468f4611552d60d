package faults;

import devnet.ledger.SubmissionRecorder.NonceRecord;
import faults.engine.DaemonUnderTest.DaemonJournalRow;
import faults.engine.KillPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;

/**
 * Result of one kill, by the network's own record.
 *
 * @param reached whether the daemon reached the kill point and was signalled
 * @param endedAsExpected whether its exit code was that of the signal, or whether it survived a
 *     signal that does not end it
 * @param timeToExit from the signal to the end of the process
 * @param stateFound state of the window's row when the daemon was dead, or at the end
 * @param restartedInTime whether the daemon was back while its window was still open
 * @param accepted whether exactly one inference of the window is stored
 * @param duplicates payloads included after one was stored
 * @param contradicted whether the journal contradicts the network's record
 * @param timeToSettle from the kill to the closed row
 */
public record KillOutcome(
    KillPoint killPoint,
    boolean reached,
    boolean endedAsExpected,
    Duration timeToExit,
    String stateFound,
    boolean restartedInTime,
    boolean accepted,
    long duplicates,
    boolean contradicted,
    Duration timeToSettle) {
  /** The daemon's drain time, and as much again for a busy machine. */
  private static final Duration LONGEST = Duration.ofSeconds(35);

  private static final String ACCEPTED = "accepted";

  /** States of a row, or none, before its value is claimed. */
  private static final Set<String> UNCLAIMED = Set.of("none", "open");

  /**
   * Whether the daemon ended and restarted as it should and the window has exactly one submission.
   */
  public boolean passed() {
    return reached
        && (killPoint != KillPoint.AFTER_CLAIM || !UNCLAIMED.contains(stateFound))
        && endedAsExpected
        && timeToExit.compareTo(LONGEST) < 0
        && duplicates == 0
        && !contradicted
        && (accepted || !restartedInTime);
  }

  /** Whether the journal's row says anything else than the network's own record. */
  static boolean contradicts(DaemonJournalRow row, NonceRecord network) {
    return network.acceptedPayloads().stream()
        .findFirst()
        .map(
            it ->
                !row.state().equals(ACCEPTED)
                    || !it.hasValue(row.value())
                    || !it.txHash().equalsIgnoreCase(row.txHash()))
        .orElse(row.state().equals(ACCEPTED));
  }

  /** A signal to the daemon, and the exit code with which the daemon then ends, if it is to end. */
  public enum ProcessSignal {
    /** Ends the process without warning, as the kernel's out-of-memory killer does. */
    KILL(137),
    /** Sent by a service manager; the daemon may finish what it is doing. */
    TERM(143),
    /** Sent by Ctrl-C at a terminal. */
    INT(130),
    /** Sent when a terminal closes; the daemon reads its settings again and goes on. */
    HUP(ProcessSignal.NONE);

    private static final int NONE = -1;

    final int exitCode;

    ProcessSignal(int exit) {
      this.exitCode = exit;
    }

    boolean endsProcess() {
      return exitCode != NONE;
    }

    /** Whether a daemon ignores the signal if its parent process did, as under nohup. */
    public boolean canBeIgnored() {
      return this == INT || this == HUP;
    }

    void sendTo(Process victim) {
      try {
        new ProcessBuilder("kill", "-" + name(), Long.toString(victim.pid())).start();
      } catch (IOException e) {
        throw new UncheckedIOException("this machine has no kill command", e);
      }
    }
  }
}
