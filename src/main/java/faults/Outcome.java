package faults;

import java.time.Duration;

/**
 * What one kill came to, by the network's own record.
 *
 * @param reached whether the daemon was killed at the point at all
 * @param found state of the window's row when the daemon was dead
 * @param inTime whether the daemon was back while its window was still open
 * @param hit whether exactly one inference of the window is stored
 * @param doubles payloads included after one was stored
 * @param wrong whether the journal and the network tell different stories
 * @param took from the kill to the closed row
 */
public record Outcome(
    Cut cut,
    boolean reached,
    String found,
    boolean inTime,
    boolean hit,
    long doubles,
    boolean wrong,
    Duration took) {
  /** All that was promised. */
  public boolean kept() {
    return reached && doubles == 0 && !wrong && (hit || !inTime);
  }
}
