package faults;

import static faults.Expectation.hit;
import static faults.Expectation.over;

/** The competition ends at 13:00 UTC; the chain's epochs open at five past each hour. */
final class S36LastEpoch {
  private static final String END = "2026-03-02T13:00:00Z";

  private S36LastEpoch() {}

  static Scenario scenario() {
    return Scenario.of("S36", "The competition ends at 13:00 UTC, and the daemon with it")
        .in(world -> world.set("topic.67.end", END))
        .epoch("12:05, the last one", it -> {}, hit().included(1))
        .epoch("13:05, after the end", it -> {}, over().and("exit code 0", it -> code(it) == 0));
  }

  /** The process lives on for whoever looks at it, and for a next season. */
  static Scenario idle() {
    return Scenario.of("S36-idle", "As S36, where the daemon stays")
        .in(world -> world.set("topic.67.end", END).set("topics.after-end", "idle"))
        .epoch("12:05, the last one", it -> {}, hit().included(1))
        .epoch(
            "13:05, after the end", S36LastEpoch::stays, over().and("runs on", S36LastEpoch::alive))
        .epoch(
            "14:05, long after", S36LastEpoch::stays, over().and("runs on", S36LastEpoch::alive));
  }

  private static void stays(Stage stage) {
    stage.mustNotAlert("67");
  }

  private static boolean alive(Seen seen) {
    return seen.exit().isEmpty() && seen.told() == null;
  }

  private static int code(Seen seen) {
    return seen.exit().orElse(-1);
  }
}
