package faults.scenario.time;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.Scenario;
import java.time.Duration;

/** The test network's own geometry, block time as measured there: the mark must not drift. */
public final class S01ConsecutiveEpochs {
  private S01ConsecutiveEpochs() {}

  public static Scenario scenario() {
    return Scenario.of("S01", "720-block epochs at 5.65 s a block, one after the other")
        .withSetup(setup -> setup.network(it -> it.withBlockTime(Duration.ofMillis(5_650))))
        .withEpoch("first", it -> {}, accepted().withIncludedCount(1).withinBlocks(120))
        .withEpoch("second", it -> {}, accepted().withIncludedCount(1).withinBlocks(120))
        .withEpoch("third", it -> {}, accepted().withIncludedCount(1).withinBlocks(120));
  }
}
