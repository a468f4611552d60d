package faults;

import static faults.Expectation.hit;
import static faults.Expectation.missed;

import java.util.function.Consumer;

/** Nodes that answer from a height long past: nothing they say of windows is believed. */
final class S11FrozenNodes {
  private S11FrozenNodes() {}

  static Scenario scenario() {
    return Scenario.of("S11", "A node answers from an old height; two of three; all")
        .in(world -> world.nodes(3))
        .epoch("one of three", frozen(1), hit().included(1))
        .epoch("two of three", frozen(2), hit().included(1))
        .epoch("one, in mid-window", it -> it.at(3, () -> freeze(it, 1)), hit().included(1))
        .epoch("one lags 60 blocks", S11FrozenNodes::lags, hit().included(1))
        .epoch("all", frozen(3), missed("NO_ENDPOINT"));
  }

  private static Consumer<Stage> frozen(int count) {
    return stage -> freeze(stage, count);
  }

  /** The first ones, REST and RPC alike. */
  private static void freeze(Stage stage, int count) {
    for (int i = 0; i < count; i++) {
      stage.node(i).freeze(true);
      stage.devnet().rpcNodes().get(i).freeze(true);
    }
  }

  private static void lags(Stage stage) {
    stage.node(0).lag(60);
    stage.devnet().rpcNodes().get(0).lag(60);
  }
}
