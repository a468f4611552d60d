package faults;

import static faults.Expectation.hit;
import static faults.Expectation.missed;

import devnet.Endpoint;
import java.time.Duration;
import java.util.function.Consumer;

/** Nobody can be asked for most of the window: what is left of it is enough. */
final class S08AllNodesDown {
  private S08AllNodesDown() {}

  static Scenario scenario() {
    return Scenario.of("S08", "All nodes are down for 10, 40, 55 minutes of a window of 50")
        .in(world -> world.nodes(2))
        .epoch("10 minutes", down(120), hit().included(1).within(240))
        .epoch("40 minutes", down(480), hit().included(1))
        .epoch("55 minutes", down(660), missed("NO_ENDPOINT"));
  }

  private static Consumer<Stage> down(long blocks) {
    return stage -> {
      stage.nodes().forEach(Endpoint::down);
      stage.patience(Duration.ofMillis(500));
      stage.at(blocks, () -> stage.nodes().forEach(Endpoint::up));
    };
  }
}
