package faults;

import static faults.Expectation.hit;

import java.time.Duration;

/** No block for three hours is nothing to end for: the daemon waits and picks up. */
final class S31Halt {
  private static final Duration HALT = Duration.ofHours(3);

  private S31Halt() {}

  static Scenario scenario() {
    return Scenario.of("S31", "Chain halt of 3 h, then resume")
        .epoch("halts before the opening", it -> it.at(-20, () -> halt(it)), hit().included(1))
        .epoch("halts in the window", it -> it.at(1, () -> halt(it)), hit().included(1));
  }

  private static void halt(Stage stage) {
    stage.chain().halt(HALT);
    stage.host().pass(HALT);
  }
}
