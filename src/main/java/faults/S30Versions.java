package faults;

import static faults.Expectation.hit;

import devnet.Emissions;
import java.util.function.Consumer;

/** The chain is upgraded, or rolled back, while the daemon runs: the next call is the other one. */
final class S30Versions {
  private S30Versions() {}

  static Scenario scenario() {
    return Scenario.of("S30", "Emissions v9 gone and v10 served, and the reverse")
        .epoch("v9 from before the opening", before(Emissions.V9), hit().included(1))
        .epoch("v10 from the opening block on", during(Emissions.V10), hit().included(1))
        .epoch("v9 when it is broadcast", broadcast(Emissions.V9), hit())
        .epoch("v10 when it is broadcast", broadcast(Emissions.V10), hit());
  }

  private static Consumer<Stage> before(Emissions version) {
    return stage -> stage.chain().emissions(version);
  }

  private static Consumer<Stage> during(Emissions version) {
    return stage -> stage.chain().at(stage.nonce(), () -> stage.chain().emissions(version));
  }

  private static Consumer<Stage> broadcast(Emissions version) {
    return stage ->
        stage.nodes(Acts.before(Acts.BROADCAST, () -> stage.chain().emissions(version)));
  }
}
