package faults.scenario.tx;

import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.notStored;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowOutcome;
import java.util.List;
import java.util.function.Consumer;

/** CheckTx said 0 and no block ever sees the transaction: the same bytes go out again. */
public final class S19DroppedFromMempool {
  private S19DroppedFromMempool() {}

  public static Scenario scenario() {
    return Scenario.of("S19", "The mempool drops the transaction without a word")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "once",
            dropTransactions(1),
            accepted()
                .withIncludedCount(1)
                .and("sent again", S19DroppedFromMempool::isFirstSignedTx))
        .withEpoch("five times", dropTransactions(5), accepted().withIncludedCount(1))
        .withEpoch(
            "every time",
            dropTransactions(1_000_000),
            notStored(List.of("expired"), "NOT_INCLUDED", "WINDOW_CLOSED").withIncludedCount(0));
  }

  /** The first transaction that was signed is the one that was included. */
  private static boolean isFirstSignedTx(WindowOutcome seen) {
    return seen.networkRecord()
        .acceptedPayloads()
        .get(0)
        .txHash()
        .equalsIgnoreCase(seen.reported().txHash());
  }

  private static Consumer<EpochContext> dropTransactions(int times) {
    return epoch -> epoch.network().dropNextTransactions(times);
  }
}
