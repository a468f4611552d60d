package faults;

import static faults.Acts.chance;
import static faults.Acts.status;
import static faults.Expectation.hit;

import devnet.Script.Act;
import java.util.List;

/** Three answers of the model in ten are errors. */
final class M6FlakyModel {
  private static final List<Act> ERRORS =
      List.of(status(500), status(503), new Act.Cut(), new Act.Truncate());

  private M6FlakyModel() {}

  static Scenario scenario() {
    return Scenario.of("M6", "30 % of the model's answers are errors")
        .in(World::modelServer)
        .epoch("30 % fail", it -> it.model().script(chance(0.3, it.seed(), ERRORS)), hit());
  }
}
