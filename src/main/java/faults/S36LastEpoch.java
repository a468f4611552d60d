package faults;

import static faults.Expectation.hit;

import java.util.List;

/** The competition ends at 13:00 UTC; the chain's epochs open at five past each hour. */
final class S36LastEpoch {
  private static final String END = "2026-03-02T13:00:00Z";

  private S36LastEpoch() {}

  static Scenario scenario() {
    return Scenario.of("S36", "The competition ends at 13:00 UTC, and the daemon with it")
        .in(world -> world.set("topic.67.end", END))
        .epoch("12:05, the last one", it -> {}, hit().included(1))
        .epoch("13:05, after the end", it -> {}, none().and("exit code 0", it -> code(it) == 0));
  }

  private static int code(Seen seen) {
    return seen.exit().orElse(-1);
  }

  private static Expectation none() {
    return new Expectation("nothing sent", true, true, List.of(), it -> it.attempts() == 0);
  }
}
