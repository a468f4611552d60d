package faults;

import java.time.Duration;

/**
 * What one kill came to, by the network's own record.
 *
 * @param reached whether the daemon was killed at the point at all
 * @param orderly whether its exit code was that of the weapon, or it goes on if that spares it
 * @param dying from the kill to the end of the process
 * @param found state of the window's row when the daemon was dead, or at the end
 * @param inTime whether the daemon was back while its window was still open
 * @param hit whether exactly one inference of the window is stored
 * @param doubles payloads included after one was stored
 * @param wrong whether the journal and the network tell different stories
 * @param took from the kill to the closed row
 */
public record Outcome(
    Cut cut,
    boolean reached,
    boolean orderly,
    Duration dying,
    String found,
    boolean inTime,
    boolean hit,
    long doubles,
    boolean wrong,
    Duration took) {
  /** The drain, and as much again as a busy machine takes to notice. */
  private static final Duration LONGEST = Duration.ofSeconds(35);

  /** All that was promised. */
  public boolean kept() {
    return reached
        && orderly
        && dying.compareTo(LONGEST) < 0
        && doubles == 0
        && !wrong
        && (hit || !inTime);
  }
}
