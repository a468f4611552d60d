package faults.scenario.time;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.Scenario;

/** One wallet has one sequence: three topics must not get into each other's way. */
public final class S32SimultaneousTopics {
  private S32SimultaneousTopics() {}

  public static Scenario scenario() {
    return Scenario.of("S32", "Three topics, one wallet, windows open in the same block")
        .withSetup(setup -> setup.withTopics(66, 67, 68))
        .withEpoch("all at once", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "blocks take two more",
            it -> it.network().delayInclusion(2),
            accepted().withIncludedCount(1));
  }
}
