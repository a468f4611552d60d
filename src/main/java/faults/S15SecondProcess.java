package faults;

import static faults.Expectation.hit;

import faults.Workers.Other;
import java.util.Map;

/** Another process with the same key: on this host the lock refuses it, on another it stops. */
final class S15SecondProcess {
  private S15SecondProcess() {}

  static Scenario scenario() {
    return Scenario.of("S15", "A second process on the same wallet, on this host and on another")
        .epoch("same state folder", S15SecondProcess::sameHost, hit().included(1))
        .epoch("same key, other host", S15SecondProcess::otherHost, hit().included(1));
  }

  private static void sameHost(Stage stage) {
    Other second = stage.host().other(stage.worker().state(), Map.of(), "run");
    stage.must("the lock refuses it", () -> second.exit().orElse(-1) == 2);
    stage.must("it says who holds it", () -> second.said().contains("is in use by process"));
  }

  /** It comes when the first one has answered: the answer is not in its own journal. */
  private static void otherHost(Stage stage) {
    Other second = stage.host().other(stage.host().folder(), Map.of(), "run");
    stage.must("it stops by itself", () -> second.exit().orElse(-1) == 2);
    stage.must("it says why", () -> second.said().contains("another process"));
  }
}
