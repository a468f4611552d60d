package faults;

import static faults.Acts.BROADCAST;
import static faults.Acts.always;
import static faults.Acts.first;
import static faults.Acts.on;
import static faults.Expectation.hit;

import devnet.Endpoint;
import devnet.Script;
import devnet.Script.Act;

/** The preferred node takes connections and never answers again: the next one does. */
final class S10HalfOpen {
  private S10HalfOpen() {}

  static Scenario scenario() {
    return Scenario.of("S10", "A node accepts and never answers, also after an hour of idle")
        .in(world -> world.nodes(2))
        .epoch("after an hour of idle", S10HalfOpen::deaf, hit().included(1))
        .epoch("when the window opens", it -> it.at(0, () -> deaf(it)), hit().included(1))
        .epoch("at the broadcast", S10HalfOpen::broadcast, hit().included(1));
  }

  private static void deaf(Stage stage) {
    deaf(stage, always(new Act.Hang()));
  }

  /** Both ports of the one machine, and its websocket. */
  private static void deaf(Stage stage, Script script) {
    stage.node(0).script(script);
    Endpoint rpc = stage.devnet().rpcNodes().get(0);
    rpc.script(script);
    stage.devnet().sockets().get(0).silent(true);
  }

  private static void broadcast(Stage stage) {
    deaf(stage, on(BROADCAST, first(1_000, new Act.Hang())));
  }
}
