package faults.scenario;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.acceptedOrMissed;
import static faults.engine.WindowExpectation.missed;
import static faults.engine.WindowExpectation.notStored;
import static faults.engine.WindowExpectation.nothingSubmitted;
import static faults.engine.WindowExpectation.rejected;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowExpectation;
import faults.engine.WindowExpectation.WindowOutcome;
import java.time.Duration;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Consumer;

/** Consecutive epochs, late starts, last blocks, wrong clocks, and the end of the competition. */
public final class TimingScenarios {
  private static final long WINDOW = 600;
  private static final String[] REASONS_AFTER = {"NOT_INCLUDED", "WINDOW_CLOSED"};
  private static final String COMPETITION_END = "2026-03-02T13:00:00Z";

  private TimingScenarios() {}

  /** Epoch, window and block time of the test network; the time of submission must not drift. */
  public static Scenario s01ConsecutiveEpochs() {
    return Scenario.of("S01", "720-block epochs at 5.65 s a block, one after the other")
        .withSetup(setup -> setup.network(it -> it.withBlockTime(Duration.ofMillis(5_650))))
        .withEpoch("first", it -> {}, accepted().withIncludedCount(1).withinBlocks(120))
        .withEpoch("second", it -> {}, accepted().withIncludedCount(1).withinBlocks(120))
        .withEpoch("third", it -> {}, accepted().withIncludedCount(1).withinBlocks(120));
  }

  /**
   * Whenever the process starts, it uses the rest of the window, and reports a miss if there is
   * none. Time runs at half the usual speed: a slow start must not last until the next window
   * opens.
   */
  public static Scenario s03LateStart() {
    return Scenario.of("S03", "The process starts a block before the window opens, in it, after it")
        .withSetup(setup -> setup.network(it -> it.withSpeed(50)))
        .withEpoch("one block before it opens", startsAtBlock(-1), accepted().withIncludedCount(1))
        .withEpoch("at the opening", startsAtBlock(0), accepted().withIncludedCount(1))
        .withEpoch("in the middle", startsAtBlock(300), accepted().withIncludedCount(1))
        .withEpoch("in its last block", startsAtBlock(599), acceptedOrMissed("STARTED_LATE"))
        .withEpoch("one block late", startsAtBlock(601), missed("STARTED_LATE"));
  }

  private static Consumer<EpochContext> startsAtBlock(long block) {
    return epoch -> {
      epoch.runNow(epoch.worker()::stop);
      epoch.attemptTime(Duration.ZERO);
      epoch.atBlock(block, () -> startWorker(epoch));
    };
  }

  private static void startWorker(EpochContext epoch) throws Exception {
    epoch.worker().start();
    epoch.require("the window has a row", () -> hasReported(epoch));
  }

  private static boolean hasReported(EpochContext epoch) {
    return epoch.worker().reportedWindows(4).stream().anyMatch(it -> it.nonce() == epoch.nonce());
  }

  /** The window's bounds are inclusive: its last block accepts a submission, the next does not. */
  public static Scenario s04LastBlockOfWindow() {
    return Scenario.of("S04", "The transaction lands in the window's last block, or one after it")
        .withEpoch(
            "in the last block",
            includedAtBlock(WINDOW),
            accepted().and("in the last block", it -> it.blocksToInclusion() == WINDOW))
        .withEpoch(
            "one block after",
            includedAtBlock(WINDOW + 1),
            notStored(List.of("expired"), REASONS_AFTER))
        .withEpoch("closed a block early", TimingScenarios::closedEarly, rejected("WINDOW_CLOSED"));
  }

  private static Consumer<EpochContext> includedAtBlock(long block) {
    return epoch -> {
      epoch.network().holdTransactionsUntil(epoch.nonce() + block);
      epoch.atBlock(WINDOW - 2, () -> {});
    };
  }

  /** The nonce is closed before the transaction is included, so the block rejects it. */
  private static void closedEarly(EpochContext epoch) {
    long last = epoch.nonce() + WINDOW;
    epoch.network().holdTransactionsUntil(last);
    epoch.network().atHeight(last, () -> epoch.network().closeAllWindows());
    epoch.atBlock(WINDOW - 2, () -> {});
  }

  /**
   * The host's clock is wrong, jumps, or the host is suspended: windows are found by height only.
   */
  public static Scenario s29HostClockFaults() {
    return Scenario.of("S29", "Host clock 10 min off, leap second, suspend, time zone change")
        .withEpoch("10 min ahead", clockOff(Duration.ofMinutes(10)), acceptedSoon())
        .withEpoch("10 min behind", clockOff(Duration.ofMinutes(-10)), acceptedSoon())
        .withEpoch("jumps in the window", TimingScenarios::clockJumps, acceptedSoon())
        .withEpoch("leap second", TimingScenarios::leapSecond, acceptedSoon())
        .withEpoch(
            "suspended for 2 h, past a window", TimingScenarios::suspendedPastWindow, missed())
        .withEpoch("resumes in the next", epoch -> {}, acceptedSoon())
        .withEpoch("time zone changes", TimingScenarios::timeZoneChanges, acceptedSoon());
  }

  private static WindowExpectation acceptedSoon() {
    return accepted().withIncludedCount(1).withinBlocks(120);
  }

  private static Consumer<EpochContext> clockOff(Duration by) {
    return epoch -> {
      epoch.host().setClockOffset(by);
      epoch.afterEpoch(() -> epoch.host().setClockOffset(Duration.ZERO));
    };
  }

  private static void clockJumps(EpochContext epoch) {
    epoch.atBlock(1, () -> epoch.host().setClockOffset(Duration.ofMinutes(10)));
    epoch.atBlock(3, () -> epoch.host().setClockOffset(Duration.ofMinutes(-10)));
    epoch.afterEpoch(() -> epoch.host().setClockOffset(Duration.ZERO));
  }

  private static void leapSecond(EpochContext epoch) {
    epoch.atBlock(0, () -> epoch.host().setClockOffset(Duration.ofSeconds(-1)));
    epoch.afterEpoch(() -> epoch.host().setClockOffset(Duration.ZERO));
  }

  /**
   * The window opens and closes while the host is suspended; when it resumes, the next one is open.
   */
  private static void suspendedPastWindow(EpochContext epoch) {
    epoch.atBlock(-700, () -> epoch.host().suspendFor(Duration.ofHours(2)));
  }

  private static void timeZoneChanges(EpochContext epoch) {
    TimeZone home = TimeZone.getDefault();
    epoch.atBlock(0, () -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu")));
    epoch.afterEpoch(() -> TimeZone.setDefault(home));
  }

  /** The competition ends at 13:00 UTC; the chain's epochs open at five past each hour. */
  public static Scenario s36CompetitionEnd() {
    return Scenario.of("S36", "The competition ends at 13:00 UTC, and the daemon with it")
        .withSetup(setup -> setup.withSetting("topic.67.end", COMPETITION_END))
        .withEpoch("12:05, the last one", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "13:05, after the end",
            it -> {},
            nothingSubmitted().and("exit code 0", it -> exitCodeOf(it) == 0));
  }

  /** The process stays, for operators and a next season. */
  public static Scenario s36StaysIdle() {
    return Scenario.of("S36-idle", "As S36, where the daemon stays")
        .withSetup(
            setup ->
                setup
                    .withSetting("topic.67.end", COMPETITION_END)
                    .withSetting("topics.after-end", "idle"))
        .withEpoch("12:05, the last one", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "13:05, after the end",
            TimingScenarios::forbidAlerts,
            nothingSubmitted().and("runs on", TimingScenarios::isStillRunning))
        .withEpoch(
            "14:05, long after",
            TimingScenarios::forbidAlerts,
            nothingSubmitted().and("runs on", TimingScenarios::isStillRunning));
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
