package faults;

import static faults.Acts.USUAL;
import static faults.Acts.chance;
import static faults.Expectation.hit;

import java.util.List;
import java.util.stream.Stream;

/** Every call to any of three nodes fails with the same probability, in one of four ways. */
final class M1Rates {
  private M1Rates() {}

  static List<Scenario> scenarios() {
    return Stream.of(rate(0, 1), rate(10, 1), rate(30, 0.995), rate(50, 0.98)).toList();
  }

  private static Scenario rate(int percent, double share) {
    String label = percent + " % fail";
    return Scenario.of("M1-" + percent, percent + " % of all calls to the network fail")
        .in(world -> world.nodes(3))
        .epoch(label, it -> it.nodes(chance(percent / 100.0, it.seed(), USUAL)), hit())
        .share(share);
  }
}
