package faults;

import static faults.Expectation.hit;
import static faults.Expectation.lost;

import java.util.List;
import java.util.function.Consumer;

/** CheckTx said 0 and no block ever sees the transaction: the same bytes go out again. */
final class S19LostFromMempool {
  private S19LostFromMempool() {}

  static Scenario scenario() {
    return Scenario.of("S19", "The mempool drops the transaction without a word")
        .in(world -> world.nodes(2))
        .epoch("once", drops(1), hit().included(1).and("sent again", S19LostFromMempool::first))
        .epoch("five times", drops(5), hit().included(1))
        .epoch(
            "every time",
            drops(1_000_000),
            lost(List.of("expired"), "NOT_INCLUDED", "WINDOW_CLOSED").included(0));
  }

  /** The first transaction that was signed is the one that was included. */
  private static boolean first(Seen seen) {
    return seen.truth().accepted().get(0).hash().equalsIgnoreCase(seen.told().hash());
  }

  private static Consumer<Stage> drops(int times) {
    return stage -> stage.chain().dropNext(times);
  }
}
