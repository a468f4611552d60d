package faults;

import static faults.Expectation.hit;

import java.time.Duration;

/** The test network's own geometry, block time as measured there: the mark must not drift. */
final class S01EpochsInARow {
  private S01EpochsInARow() {}

  static Scenario scenario() {
    return Scenario.of("S01", "720-block epochs at 5.65 s a block, one after the other")
        .in(world -> world.network(it -> it.withBlockTime(Duration.ofMillis(5_650))))
        .epoch("first", it -> {}, hit().included(1).within(120))
        .epoch("second", it -> {}, hit().included(1).within(120))
        .epoch("third", it -> {}, hit().included(1).within(120));
  }
}
