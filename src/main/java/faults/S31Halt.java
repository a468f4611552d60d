package faults;

import static faults.Expectation.ends;
import static faults.Expectation.hit;

import java.time.Duration;

/** A chain that stands still is waited for; one that starts over needs an operator. */
final class S31Halt {
  private static final Duration HALT = Duration.ofHours(3);

  /** More blocks than any fork takes back. */
  private static final long LOWER = 5_000;

  private S31Halt() {}

  static Scenario scenario() {
    return Scenario.of("S31", "Chain halt of 3 h, then resume; a chain that starts over")
        .epoch("halts before the opening", it -> it.at(-20, () -> halt(it)), hit().included(1))
        .epoch("halts in the window", it -> it.at(1, () -> halt(it)), hit().included(1))
        .epoch("starts over at a lower height", S31Halt::startsOver, ends(2));
  }

  private static void startsOver(Stage stage) {
    stage.at(1, () -> stage.chain().restart(stage.nonce() - LOWER));
    stage.must("it says why", () -> stage.worker().log().contains("has been reset"));
  }

  private static void halt(Stage stage) {
    stage.chain().halt(HALT);
    stage.host().pass(HALT);
  }
}
