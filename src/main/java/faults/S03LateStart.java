package faults;

import static faults.Expectation.hit;
import static faults.Expectation.hitOrMissed;
import static faults.Expectation.missed;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Whenever the process starts, it uses what is left of the window, and says so if nothing is. Time
 * runs at half the usual speed: a slow start must not last until the next window opens.
 */
final class S03LateStart {
  private S03LateStart() {}

  static Scenario scenario() {
    return Scenario.of("S03", "The process starts a block before the window opens, in it, after it")
        .in(world -> world.network(it -> it.withSpeed(50)))
        .epoch("one block before it opens", starts(-1), hit().included(1))
        .epoch("at the opening", starts(0), hit().included(1))
        .epoch("in the middle", starts(300), hit().included(1))
        .epoch("in its last block", starts(599), hitOrMissed("STARTED_LATE"))
        .epoch("one block late", starts(601), missed("STARTED_LATE"));
  }

  private static Consumer<Stage> starts(long block) {
    return stage -> {
      stage.now(stage.worker()::stop);
      stage.patience(Duration.ZERO);
      stage.at(block, () -> start(stage));
    };
  }

  private static void start(Stage stage) throws Exception {
    stage.worker().start();
    stage.must("it has a row", () -> told(stage));
  }

  private static boolean told(Stage stage) {
    return stage.worker().told(4).stream().anyMatch(it -> it.nonce() == stage.nonce());
  }
}
