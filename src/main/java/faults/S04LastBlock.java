package faults;

import static faults.Expectation.hit;
import static faults.Expectation.lost;
import static faults.Expectation.rejected;

import java.util.List;
import java.util.function.Consumer;

/** The window's bounds are inclusive: its last block still takes an answer, the next one none. */
final class S04LastBlock {
  private static final long WINDOW = 600;
  private static final String[] AFTER = {"NOT_INCLUDED", "WINDOW_CLOSED"};

  private S04LastBlock() {}

  static Scenario scenario() {
    return Scenario.of("S04", "The transaction lands in the window's last block, or one after it")
        .epoch(
            "in the last block",
            lands(WINDOW),
            hit().and("in the last block", it -> it.delay() == WINDOW))
        .epoch("one block after", lands(WINDOW + 1), lost(List.of("expired"), AFTER))
        .epoch("closed a block early", S04LastBlock::shortened, rejected("WINDOW_CLOSED"));
  }

  private static Consumer<Stage> lands(long block) {
    return stage -> {
      stage.chain().holdUntil(stage.nonce() + block);
      stage.at(WINDOW - 2, () -> {});
    };
  }

  /** The transaction may still be included, and the nonce is gone: the block itself says no. */
  private static void shortened(Stage stage) {
    long last = stage.nonce() + WINDOW;
    stage.chain().holdUntil(last);
    stage.chain().at(last, () -> stage.chain().closeWindows());
    stage.at(WINDOW - 2, () -> {});
  }
}
