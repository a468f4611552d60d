package faults;

import faults.engine.EpochContext;
import faults.engine.WindowExpectation;
import faults.engine.WorkerUnderTest.ReportedWindow;
import java.time.Duration;
import java.util.List;

/** Says when a worker has done what it can, so that the stretch ahead may be leapt over. */
record SkipAheadPolicy(EpochContext stage, WindowExpectation expected) {
  /** Real time in which it tries although its row says already what is the matter. */
  private static final Duration TRY = Duration.ofSeconds(1);

  /** The same while there is no row. */
  private static final Duration SILENT = Duration.ofSeconds(4);

  /** The same while the row does not say it. */
  private static final Duration BUSY = Duration.ofSeconds(12);

  /**
   * @param rows of all topics, null where there is none
   * @param time since something was last done to the world
   */
  boolean decideSkip(List<ReportedWindow> rows, Duration time) {
    return rows.stream().allMatch(ReportedWindow::isFinished) && stage.sideConditions().recheckAll()
        || time.compareTo(stage.attemptTime().orElse(timeToTry(rows))) > 0
            && (stage.sideConditions().recheckAll() || time.compareTo(BUSY) > 0);
  }

  private Duration timeToTry(List<ReportedWindow> rows) {
    if (rows.stream().anyMatch(it -> it == null)) {
      return SILENT;
    }
    return rows.stream().allMatch(it -> expected.isExplainedBy(it.reason())) ? TRY : BUSY;
  }
}
