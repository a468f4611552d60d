package faults.benchmark;

import static faults.engine.NodeFaults.COMMON_FAULTS;
import static faults.engine.NodeFaults.withProbability;
import static faults.engine.WindowExpectation.accepted;

import faults.engine.Scenario;
import java.util.List;
import java.util.stream.Stream;

/** Every call to any of three nodes fails with the same probability, in one of four ways. */
public final class M1CallFailureRates {
  private M1CallFailureRates() {}

  public static List<Scenario> scenarios() {
    return Stream.of(
            withFailureRate(0, 1),
            withFailureRate(10, 1),
            withFailureRate(30, 0.995),
            withFailureRate(50, 0.98))
        .toList();
  }

  private static Scenario withFailureRate(int percent, double share) {
    String label = percent + " % fail";
    return Scenario.of("M1-" + percent, percent + " % of all calls to the network fail")
        .withSetup(setup -> setup.withNodes(3))
        .withEpoch(
            label,
            it -> it.allNodes(withProbability(percent / 100.0, it.nextSeed(), COMMON_FAULTS)),
            accepted())
        .requiredShare(share);
  }
}
