package faults.scenario.network;

import static faults.engine.NodeFaults.htmlReply;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import devnet.Devnet;
import devnet.fault.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;

/** The preferred node fails in every way there is: the other one answers, in the same window. */
public final class S07FailingNodes {
  private S07FailingNodes() {}

  public static Scenario scenario() {
    return Scenario.of("S07", "A node refuses, hangs, throttles, talks nonsense; then all of them")
        .withSetup(
            setup ->
                setup.withNodes(3).withSetting("network.endpoints", S07FailingNodes::endpoints))
        .withEpoch("no such name, no TLS", S07FailingNodes::requireErrorsLogged, accepted())
        .withEpoch("refuses connections", it -> it.restNode(0).stop(), accepted())
        .withEpoch(
            "hangs",
            it -> it.restNode(0).setFaultPolicy(onEveryRequest(new RequestAction.NeverReply())),
            accepted())
        .withEpoch(
            "429",
            it -> it.restNode(0).setFaultPolicy(onEveryRequest(statusReply(429))),
            accepted())
        .withEpoch(
            "502",
            it -> it.restNode(0).setFaultPolicy(onEveryRequest(statusReply(502))),
            accepted())
        .withEpoch(
            "503",
            it -> it.restNode(0).setFaultPolicy(onEveryRequest(statusReply(503))),
            accepted())
        .withEpoch(
            "HTML body",
            it -> it.restNode(0).setFaultPolicy(onEveryRequest(htmlReply())),
            accepted())
        .withEpoch(
            "empty body",
            it -> it.restNode(0).setFaultPolicy(onEveryRequest(jsonReply(""))),
            accepted())
        .withEpoch(
            "JSON cut in half",
            it -> it.restNode(0).setFaultPolicy(onEveryRequest(new RequestAction.TruncateReply())),
            accepted())
        .withEpoch("no HTTP, no TLS", it -> it.restNode(0).serveGarbage(), accepted())
        .withEpoch(
            "all hang",
            it -> it.allNodes(onEveryRequest(new RequestAction.NeverReply())),
            missed("NO_ENDPOINT"));
  }

  /** The first is in no DNS, the second speaks no TLS on its port; both stay so. */
  private static String endpoints(Devnet devnet) {
    return "rest+https://node.invalid,rest+https://%s,rest+%s,rest+%s,rpc+%s"
        .formatted(
            devnet.restNodes().get(2).uri().getAuthority(),
            devnet.restNodes().get(0).uri(),
            devnet.restNodes().get(1).uri(),
            devnet.rpcNodes().get(0).uri());
  }

  private static void requireErrorsLogged(EpochContext epoch) {
    requireLogged(epoch, "https://node.invalid ");
    requireLogged(epoch, epoch.restNode(2).uri().getAuthority() + " is not reachable: SSL");
  }

  private static void requireLogged(EpochContext epoch, String text) {
    epoch.require("logged: " + text, () -> epoch.worker().logText().contains(text));
  }
}
