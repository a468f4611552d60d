package faults;

import static faults.Expectation.hit;

import devnet.Emissions;
import java.util.function.Consumer;

/** The network is upgraded while the daemon runs: before a window, at its opening, in a send. */
final class M14Upgrade {
  private M14Upgrade() {}

  static Scenario scenario() {
    return Scenario.of("M14", "Emissions v9 becomes v10 in the run")
        .in(world -> world.network(it -> it.withEmissions(Emissions.V9)))
        .epoch("before the window", it -> it.chain().emissions(Emissions.V10), hit())
        .epoch("in the opening block", M14Upgrade::opening, hit())
        .epoch("while it is sent", M14Upgrade::sending, hit());
  }

  private static void opening(Stage stage) {
    from9(stage, it -> it.chain().at(it.nonce(), () -> it.chain().emissions(Emissions.V10)));
  }

  private static void sending(Stage stage) {
    from9(
        stage,
        it -> it.nodes(Acts.before(Acts.BROADCAST, () -> it.chain().emissions(Emissions.V10))));
  }

  private static void from9(Stage stage, Consumer<Stage> upgrade) {
    stage.chain().emissions(Emissions.V9);
    upgrade.accept(stage);
  }
}
