package faults;

import faults.engine.KillPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * What one kill came to, by the network's own record.
 *
 * @param reached whether the daemon was killed at the point at all
 * @param endedAsExpected whether its exit code was that of the weapon, or it goes on if that spares
 *     it
 * @param timeToExit from the kill to the end of the process
 * @param stateFound state of the window's row when the daemon was dead, or at the end
 * @param restartedInTime whether the daemon was back while its window was still open
 * @param accepted whether exactly one inference of the window is stored
 * @param duplicates payloads included after one was stored
 * @param contradicted whether the journal and the network tell different stories
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
  /** The drain, and as much again as a busy machine takes to notice. */
  private static final Duration LONGEST = Duration.ofSeconds(35);

  /** All that was promised. */
  public boolean passed() {
    return reached
        && endedAsExpected
        && timeToExit.compareTo(LONGEST) < 0
        && duplicates == 0
        && !contradicted
        && (accepted || !restartedInTime);
  }

  /** What is done to a daemon, and the exit code by which it then ends, if it is to end of it. */
  public enum ProcessSignal {
    /** Without warning, as a power cut or the kernel would. */
    KILL(137),
    /** As a service manager asks; the daemon may finish what is under way. */
    TERM(143),
    /** As a person at a terminal asks. */
    INT(130),
    /** As when a terminal closes: the daemon reads its settings again and goes on. */
    HUP(ProcessSignal.NONE);

    private static final int NONE = -1;

    final int exitCode;

    ProcessSignal(int exit) {
      this.exitCode = exit;
    }

    boolean endsProcess() {
      return exitCode != NONE;
    }

    /** Whether a daemon does not hear it where its parent did not, as under nohup. */
    public boolean canBeIgnored() {
      return this == INT || this == HUP;
    }

    void sendTo(Process victim) {
      try {
        new ProcessBuilder("kill", "-" + name(), Long.toString(victim.pid())).start();
      } catch (IOException e) {
        throw new UncheckedIOException("no kill command on this machine", e);
      }
    }
  }
}
