package faults;

import static faults.Acts.BROADCAST;
import static faults.Acts.first;
import static faults.Acts.on;
import static faults.Acts.status;
import static faults.Expectation.hit;

import devnet.Script.Act;
import java.util.function.Consumer;

/** The node took the transaction and its answer got lost: it is found by its hash. */
final class S18LostReply {
  private S18LostReply() {}

  static Scenario scenario() {
    return Scenario.of("S18", "The broadcast's reply is lost although the transaction got in")
        .in(world -> world.nodes(2))
        .epoch("closed without a word", lost(new Act.Swallow()), hit().included(1))
        .epoch("cut in half", lost(new Act.Truncate()), hit().included(1))
        .epoch("gateway says 504", lost(status(504)), hit().included(1));
  }

  private static Consumer<Stage> lost(Act act) {
    return stage -> stage.nodes(on(BROADCAST, first(2, act)));
  }
}
