package faults.kill;

import faults.engine.KillPoint;
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
}
