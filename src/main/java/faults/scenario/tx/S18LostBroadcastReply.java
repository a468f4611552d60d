package faults.scenario.tx;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;

import devnet.fault.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** The node took the transaction and its answer got lost: it is found by its hash. */
public final class S18LostBroadcastReply {
  private S18LostBroadcastReply() {}

  public static Scenario scenario() {
    return Scenario.of("S18", "The broadcast's reply is lost although the transaction got in")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "closed without a word",
            loseReply(new RequestAction.LoseReply()),
            accepted().withIncludedCount(1))
        .withEpoch(
            "cut in half",
            loseReply(new RequestAction.TruncateReply()),
            accepted().withIncludedCount(1))
        .withEpoch(
            "gateway says 504", loseReply(statusReply(504)), accepted().withIncludedCount(1));
  }

  private static Consumer<EpochContext> loseReply(RequestAction act) {
    return epoch -> epoch.allNodes(onRequest(IS_BROADCAST, firstTimes(2, act)));
  }
}
