package faults.scenario.network;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.WindowExpectation.accepted;

import devnet.fault.FaultInjectingServer;
import devnet.fault.FaultPolicy;
import devnet.fault.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;

/** The preferred node takes connections and never answers again: the next one does. */
public final class S10HalfOpenConnections {
  private S10HalfOpenConnections() {}

  public static Scenario scenario() {
    return Scenario.of("S10", "A node accepts and never answers, also after an hour of idle")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "after an hour of idle",
            S10HalfOpenConnections::neverReply,
            accepted().withIncludedCount(1))
        .withEpoch(
            "when the window opens",
            it -> it.atBlock(0, () -> neverReply(it)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "at the broadcast",
            S10HalfOpenConnections::neverReplyToBroadcast,
            accepted().withIncludedCount(1));
  }

  private static void neverReply(EpochContext epoch) {
    neverReply(epoch, onEveryRequest(new RequestAction.NeverReply()));
  }

  /** Both ports of the one machine, and its websocket. */
  private static void neverReply(EpochContext epoch, FaultPolicy script) {
    epoch.restNode(0).setFaultPolicy(script);
    FaultInjectingServer rpc = epoch.devnet().rpcNodes().get(0);
    rpc.setFaultPolicy(script);
    epoch.devnet().webSockets().get(0).setSilent(true);
  }

  private static void neverReplyToBroadcast(EpochContext epoch) {
    neverReply(epoch, onRequest(IS_BROADCAST, firstTimes(1_000, new RequestAction.NeverReply())));
  }
}
