package faults.scenario.network;

import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.workerExits;

import devnet.Devnet;
import devnet.fault.FaultInjectingServer;
import devnet.fault.FaultPolicy;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.net.URI;

/** Addresses that are not what they are taken for: found out, named, and passed over. */
public final class S09WrongEndpoints {
  private static final String OURS = "dromedary-devnet-1";
  private static final String BLOCK =
      """
      {"block":{"header":{"chain_id":"cosmoshub-4","height":"23000000",\
      "time":"2026-03-02T09:00:00Z"}}}
      """;

  private S09WrongEndpoints() {}

  public static Scenario scenario() {
    return Scenario.of(
            "S09", "A REST host in the RPC slot and the reverse, a node of another chain")
        .withSetup(
            setup ->
                setup
                    .withNodes(3)
                    .withSetting("network.endpoints", S09WrongEndpoints::swappedEndpoints))
        .withEpoch(
            "hosts are swapped",
            S09WrongEndpoints::requireDoctorFinding,
            accepted().withIncludedCount(1))
        .withEpoch(
            "another chain id", S09WrongEndpoints::otherChainId, accepted().withIncludedCount(1))
        .withEpoch(
            "another network", S09WrongEndpoints::otherNetwork, accepted().withIncludedCount(1));
  }

  /** Nobody is on the chain that was configured: only an operator can mend that. */
  public static Scenario allNodesOnAnotherChain() {
    return Scenario.of("S09-all", "All nodes are on another chain")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch("all at once", S09WrongEndpoints::otherChainIdEverywhere, workerExits(78));
  }

  /** The first two are each in the other's slot. */
  private static String swappedEndpoints(Devnet devnet) {
    URI rest = devnet.restNodes().get(0).uri();
    URI rpc = devnet.rpcNodes().get(0).uri();
    return "rest+%s,rpc+%s,rest+%s,rest+%s"
        .formatted(rpc, rest, devnet.restNodes().get(1).uri(), devnet.restNodes().get(2).uri());
  }

  private static void requireDoctorFinding(EpochContext epoch) {
    requireDoctorFinding(epoch, "write it as rest+" + epoch.devnet().restNodes().get(0).uri());
    requireDoctorFinding(epoch, "write it as rpc+" + epoch.devnet().rpcNodes().get(0).uri());
  }

  private static void otherChainId(EpochContext epoch) {
    epoch.restNode(1).setReplyDistortion(it -> it.replace(OURS, "dromedary-devnet-2"));
    requireDoctorFinding(epoch, "is on chain dromedary-devnet-2 instead of " + OURS);
  }

  private static void otherNetwork(EpochContext epoch) {
    FaultPolicy script =
        (method, path, count) -> path.contains("/blocks/") ? jsonReply(BLOCK) : statusReply(501);
    epoch.restNode(1).setFaultPolicy(script);
    requireDoctorFinding(epoch, "is on chain cosmoshub-4 instead of " + OURS);
  }

  private static void otherChainIdEverywhere(EpochContext epoch) {
    for (FaultInjectingServer node : epoch.allNodes()) {
      node.setReplyDistortion(it -> it.replace(OURS, "dromedary-devnet-2"));
    }
  }

  /** By the doctor, whom the operator asks. */
  private static void requireDoctorFinding(EpochContext epoch, String text) {
    epoch.require(
        "named by the doctor: " + text,
        () -> epoch.worker().doctorFindings().stream().anyMatch(it -> it.contains(text)));
  }
}
