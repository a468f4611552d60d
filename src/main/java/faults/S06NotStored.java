package faults;

import static faults.Expectation.lost;

import java.util.List;

/** A block took the transaction with code 0, and the chain holds no inference: no success. */
final class S06NotStored {
  private S06NotStored() {}

  static Scenario scenario() {
    return Scenario.of("S06", "Included with code 0, yet the inference is not there")
        .in(world -> world.set("alert.period", "5s"))
        .epoch(
            "discarded",
            S06NotStored::discarded,
            lost(List.of("accepted_missing"), "NOT_STORED").included(1));
  }

  private static void discarded(Stage stage) {
    stage.chain().discardNext(1);
    stage.mustAlert("included but not stored");
  }
}
