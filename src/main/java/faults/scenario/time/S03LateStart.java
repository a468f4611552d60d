package faults.scenario.time;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.acceptedOrMissed;
import static faults.engine.WindowExpectation.missed;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Whenever the process starts, it uses what is left of the window, and says so if nothing is. Time
 * runs at half the usual speed: a slow start must not last until the next window opens.
 */
public final class S03LateStart {
  private S03LateStart() {}

  public static Scenario scenario() {
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
    epoch.require("it has a row", () -> hasReported(epoch));
  }

  private static boolean hasReported(EpochContext epoch) {
    return epoch.worker().reportedWindows(4).stream().anyMatch(it -> it.nonce() == epoch.nonce());
  }
}
