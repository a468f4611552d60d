package faults.scenario.time;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.nothingSubmitted;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowOutcome;

/** The competition ends at 13:00 UTC; the chain's epochs open at five past each hour. */
public final class S36CompetitionEnd {
  private static final String END = "2026-03-02T13:00:00Z";

  private S36CompetitionEnd() {}

  public static Scenario scenario() {
    return Scenario.of("S36", "The competition ends at 13:00 UTC, and the daemon with it")
        .withSetup(setup -> setup.withSetting("topic.67.end", END))
        .withEpoch("12:05, the last one", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "13:05, after the end",
            it -> {},
            nothingSubmitted().and("exit code 0", it -> exitCodeOf(it) == 0));
  }

  /** The process lives on for whoever looks at it, and for a next season. */
  public static Scenario staysIdle() {
    return Scenario.of("S36-idle", "As S36, where the daemon stays")
        .withSetup(
            setup -> setup.withSetting("topic.67.end", END).withSetting("topics.after-end", "idle"))
        .withEpoch("12:05, the last one", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "13:05, after the end",
            S36CompetitionEnd::forbidAlerts,
            nothingSubmitted().and("runs on", S36CompetitionEnd::isStillRunning))
        .withEpoch(
            "14:05, long after",
            S36CompetitionEnd::forbidAlerts,
            nothingSubmitted().and("runs on", S36CompetitionEnd::isStillRunning));
  }

  private static void forbidAlerts(EpochContext epoch) {
    epoch.forbidAlert("67");
  }

  private static boolean isStillRunning(WindowOutcome seen) {
    return seen.exitCode().isEmpty() && seen.reported() == null;
  }

  private static int exitCodeOf(WindowOutcome seen) {
    return seen.exitCode().orElse(-1);
  }
}
