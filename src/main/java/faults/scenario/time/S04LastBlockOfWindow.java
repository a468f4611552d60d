package faults.scenario.time;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.notStored;
import static faults.engine.WindowExpectation.rejected;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.List;
import java.util.function.Consumer;

/** The window's bounds are inclusive: its last block still takes an answer, the next one none. */
public final class S04LastBlockOfWindow {
  private static final long WINDOW = 600;
  private static final String[] AFTER = {"NOT_INCLUDED", "WINDOW_CLOSED"};

  private S04LastBlockOfWindow() {}

  public static Scenario scenario() {
    return Scenario.of("S04", "The transaction lands in the window's last block, or one after it")
        .withEpoch(
            "in the last block",
            includedAtBlock(WINDOW),
            accepted().and("in the last block", it -> it.blocksToInclusion() == WINDOW))
        .withEpoch(
            "one block after", includedAtBlock(WINDOW + 1), notStored(List.of("expired"), AFTER))
        .withEpoch(
            "closed a block early", S04LastBlockOfWindow::closedEarly, rejected("WINDOW_CLOSED"));
  }

  private static Consumer<EpochContext> includedAtBlock(long block) {
    return epoch -> {
      epoch.network().holdTransactionsUntil(epoch.nonce() + block);
      epoch.atBlock(WINDOW - 2, () -> {});
    };
  }

  /** The transaction may still be included, and the nonce is gone: the block itself says no. */
  private static void closedEarly(EpochContext epoch) {
    long last = epoch.nonce() + WINDOW;
    epoch.network().holdTransactionsUntil(last);
    epoch.network().atHeight(last, () -> epoch.network().closeAllWindows());
    epoch.atBlock(WINDOW - 2, () -> {});
  }
}
