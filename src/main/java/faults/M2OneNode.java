package faults;

import static faults.Acts.always;
import static faults.Expectation.hit;

import devnet.Endpoint;
import devnet.Script.Act;
import java.util.List;
import java.util.function.Consumer;

/** The preferred one of two hosts, REST and RPC, is of no use for a whole epoch. */
final class M2OneNode {
  private M2OneNode() {}

  static List<Scenario> scenarios() {
    return List.of(
        of("down", Endpoint::down),
        of("frozen", it -> it.freeze(true)),
        of("half-open", it -> it.script(always(new Act.Hang()))));
  }

  private static Scenario of(String how, Consumer<Endpoint> harm) {
    return Scenario.of("M2-" + how, "One of two hosts is " + how)
        .in(world -> world.nodes(2))
        .epoch(how, it -> first(it).forEach(harm), hit());
  }

  private static List<Endpoint> first(Stage stage) {
    return List.of(stage.devnet().nodes().get(0), stage.devnet().rpcNodes().get(0));
  }
}
