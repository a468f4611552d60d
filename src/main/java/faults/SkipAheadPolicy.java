package faults;

import devnet.ledger.GenesisTopic;
import faults.engine.EpochContext;
import faults.engine.WindowExpectation;
import faults.engine.WorkerUnderTest.ReportedWindow;
import java.time.Duration;
import java.util.List;

/** Says when a worker has done what it can, so that the stretch ahead may be skipped. */
record SkipAheadPolicy(EpochContext epoch, WindowExpectation expected, List<GenesisTopic> topics) {
  /** Real time in which it tries although its row says already what is the matter. */
  private static final Duration TRY = Duration.ofSeconds(1);

  /** The same while there is no row. */
  private static final Duration SILENT = Duration.ofSeconds(4);

  /** The same while the row does not say it. */
  private static final Duration BUSY = Duration.ofSeconds(12);

  /** Blocks that a window without a row, and one with an open row, may outlive its end. */
  private static final long UNSEEN = 20;

  private static final long UNSETTLED = 100;

  /**
   * @param time since something was last done to the world
   */
  boolean hasNothingLeftToTry(List<ReportedWindow> rows, Duration time) {
    List<ReportedWindow> own =
        topics.stream().map(it -> reportFor(it.id(), epoch.nonce(), rows)).toList();
    return own.stream().allMatch(ReportedWindow::isFinished) && epoch.sideConditions().recheckAll()
        || time.compareTo(epoch.attemptTime().orElse(timeToTry(own))) > 0
            && (epoch.sideConditions().recheckAll() || time.compareTo(BUSY) > 0);
  }

  private Duration timeToTry(List<ReportedWindow> rows) {
    if (rows.stream().anyMatch(it -> it == null)) {
      return SILENT;
    }
    return rows.stream().allMatch(it -> expected.isExplainedBy(it.reason())) ? TRY : BUSY;
  }

  /** Where nothing happens before, or 0. */
  long nextHeight() {
    if (epoch.scheduledActions().nextHeight() >= 0) {
      return epoch.scheduledActions().nextHeight();
    }
    long end = topics.stream().mapToLong(GenesisTopic::windowLength).max().orElseThrow();
    return expected.notStored() ? epoch.nonce() + end - 3 : 0;
  }

  /** Whether no window of the epoch can change any more. */
  boolean isSettled(List<ReportedWindow> rows) {
    long height = epoch.devnet().height();
    // a worker may end before the first block of its window, which opens all the same
    return height >= epoch.nonce()
        && (epoch.worker().exitCode().isPresent()
            || topics.stream()
                .allMatch(it -> isSettled(it, reportFor(it.id(), epoch.nonce(), rows), height)));
  }

  private boolean isSettled(GenesisTopic topic, ReportedWindow reported, long height) {
    long end = epoch.nonce() + topic.windowLength();
    return reported == null
        ? height > end + (epoch.worker().keepsRecord() ? UNSEEN : 0)
        : reported.closed() || height > end + UNSETTLED;
  }

  /** The worker's row of a window, null where there is none. */
  static ReportedWindow reportFor(long topic, long nonce, List<ReportedWindow> rows) {
    return rows.stream()
        .filter(it -> it.topicId() == topic && it.nonce() == nonce)
        .findFirst()
        .orElse(null);
  }
}
