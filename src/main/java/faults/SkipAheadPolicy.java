package faults;

import faults.engine.EpochContext;
import faults.engine.RoleWindow;
import faults.engine.WindowExpectation;
import faults.engine.WorkerUnderTest.ReportedWindow;
import java.time.Duration;
import java.util.List;

/**
 * Decides when a worker has nothing left to try, so that idle time may be skipped.
 *
 * @param windows of the epoch
 */
record SkipAheadPolicy(EpochContext epoch, WindowExpectation expected, List<RoleWindow> windows) {
  /** Real time to wait once the row has an expected reason. */
  private static final Duration EXPLAINED_WAIT = Duration.ofSeconds(1);

  /** Real time to wait while there is no row at all: a process may still be starting. */
  private static final Duration START_WAIT = Duration.ofSeconds(20);

  /** Real time to wait while one of the windows has no row. */
  private static final Duration UNREPORTED_WAIT = Duration.ofSeconds(4);

  /** Real time to wait while the row has no expected reason. */
  private static final Duration UNEXPLAINED_WAIT = Duration.ofSeconds(12);

  /** Blocks after a window's end to wait for a row. */
  private static final long UNREPORTED_BLOCKS = 20;

  /** Blocks after a window's end to wait for an open row to be closed. */
  private static final long UNSETTLED_BLOCKS = 100;

  /**
   * @param time real time since the last action or skip
   */
  boolean hasNothingLeftToTry(List<ReportedWindow> rows, Duration time) {
    List<ReportedWindow> own = windows.stream().map(it -> reportFor(it, rows)).toList();
    return own.stream().allMatch(ReportedWindow::isFinished) && epoch.sideConditions().recheckAll()
        || time.compareTo(epoch.attemptTime().orElse(timeToTry(rows, own))) > 0
            && (epoch.sideConditions().recheckAll() || time.compareTo(UNEXPLAINED_WAIT) > 0);
  }

  private Duration timeToTry(List<ReportedWindow> all, List<ReportedWindow> own) {
    if (all.isEmpty() && epoch.worker().keepsRecord() && !expected.workerSilent()) {
      return START_WAIT;
    }
    if (own.contains(null)) {
      return UNREPORTED_WAIT;
    }
    return own.stream().allMatch(it -> expected.isExplainedBy(it.reason()))
        ? EXPLAINED_WAIT
        : UNEXPLAINED_WAIT;
  }

  /**
   * Height to skip to: that of the next action, or shortly before the window's end if no submission
   * can be stored; 0 for no skip.
   */
  long nextHeight() {
    if (epoch.scheduledActions().nextHeight() >= 0) {
      return epoch.scheduledActions().nextHeight();
    }
    long end = windows.stream().mapToLong(RoleWindow::end).max().orElseThrow();
    return expected.notStored() ? end - 3 : 0;
  }

  /** Whether no window of the epoch can change any more. */
  boolean isSettled(List<ReportedWindow> rows) {
    long height = epoch.devnet().height();
    // the worker may end before its window opens, and the window opens nevertheless
    return height >= epoch.nonce()
        && (epoch.worker().exitCode().isPresent()
            || windows.stream().allMatch(it -> isSettled(it.end(), reportFor(it, rows), height)));
  }

  private boolean isSettled(long end, ReportedWindow reported, long height) {
    return reported == null
        ? height > end + (epoch.worker().keepsRecord() ? UNREPORTED_BLOCKS : 0)
        : reported.closed() || height > end + UNSETTLED_BLOCKS;
  }

  /** The worker's row of a window, or null. */
  static ReportedWindow reportFor(RoleWindow window, List<ReportedWindow> rows) {
    return rows.stream()
        .filter(it -> it.topicId() == window.topicId() && it.nonce() == window.nonce())
        .filter(it -> it.role() == window.role())
        .findFirst()
        .orElse(null);
  }
}
