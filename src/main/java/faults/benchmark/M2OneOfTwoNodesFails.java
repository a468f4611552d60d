package faults.benchmark;

import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.WindowExpectation.accepted;

import devnet.fault.FaultInjectingServer;
import devnet.fault.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.List;
import java.util.function.Consumer;

/** The preferred one of two hosts, REST and RPC, is of no use for a whole epoch. */
public final class M2OneOfTwoNodesFails {
  private M2OneOfTwoNodesFails() {}

  public static List<Scenario> scenarios() {
    return List.of(
        withFault("down", FaultInjectingServer::stop),
        withFault("frozen", it -> it.setFrozen(true)),
        withFault(
            "half-open", it -> it.setFaultPolicy(onEveryRequest(new RequestAction.NeverReply()))));
  }

  private static Scenario withFault(String how, Consumer<FaultInjectingServer> fault) {
    return Scenario.of("M2-" + how, "One of two hosts is " + how)
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(how, it -> preferredNodes(it).forEach(fault), accepted());
  }

  private static List<FaultInjectingServer> preferredNodes(EpochContext epoch) {
    return List.of(epoch.devnet().restNodes().get(0), epoch.devnet().rpcNodes().get(0));
  }
}
