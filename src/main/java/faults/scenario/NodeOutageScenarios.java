package faults.scenario;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.htmlReply;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import devnet.Devnet;
import devnet.rpc.WebSocketSubscriptions;
import devnet.server.FaultInjectingServer;
import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.time.Duration;
import java.util.function.Consumer;

/** Nodes that refuse, hang, throttle or send garbage, over REST and over the websocket. */
public final class NodeOutageScenarios {
  private NodeOutageScenarios() {}

  /** The preferred node fails in many ways: the other one replies, in the same window. */
  public static Scenario s07FailingNodes() {
    return Scenario.of("S07", "A node refuses, hangs, throttles, sends garbage; then all of them")
        .withSetup(
            setup ->
                setup.withNodes(3).withSetting("network.endpoints", NodeOutageScenarios::endpoints))
        .withEpoch("no such name, no TLS", NodeOutageScenarios::requireErrorsLogged, accepted())
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

  /** No DNS knows the first, the second offers no TLS on its port; both stay so. */
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
    requireLogged(epoch, epoch.restNode(2).uri().getAuthority() + " is not reachable: TLS fails");
  }

  private static void requireLogged(EpochContext epoch, String text) {
    epoch.require("logged: " + text, () -> epoch.worker().logText().contains(text));
  }

  /** No node is reachable for most of the window; the rest of it is enough to submit. */
  public static Scenario s08AllNodesDown() {
    return Scenario.of("S08", "All nodes are down for 10, 40, 55 minutes of a window of 50")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "10 minutes", downForBlocks(120), accepted().withIncludedCount(1).withinBlocks(240))
        .withEpoch("40 minutes", downForBlocks(480), accepted().withIncludedCount(1))
        .withEpoch("55 minutes", downForBlocks(660), missed("NO_ENDPOINT"));
  }

  private static Consumer<EpochContext> downForBlocks(long blocks) {
    return epoch -> {
      epoch.allNodes().forEach(FaultInjectingServer::stop);
      epoch.attemptTime(Duration.ofMillis(500));
      epoch.atBlock(blocks, () -> epoch.allNodes().forEach(FaultInjectingServer::start));
    };
  }

  /** The preferred node accepts connections and never replies: the next node does. */
  public static Scenario s10HalfOpenConnections() {
    return Scenario.of("S10", "A node accepts and never answers, also after an hour of idle")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "after an hour of idle",
            NodeOutageScenarios::neverReply,
            accepted().withIncludedCount(1))
        .withEpoch(
            "when the window opens",
            it -> it.atBlock(0, () -> neverReply(it)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "at the broadcast",
            NodeOutageScenarios::neverReplyToBroadcast,
            accepted().withIncludedCount(1));
  }

  private static void neverReply(EpochContext epoch) {
    neverReply(epoch, onEveryRequest(new RequestAction.NeverReply()));
  }

  /** REST, RPC and websocket of the first host never reply. */
  private static void neverReply(EpochContext epoch, FaultPolicy script) {
    epoch.restNode(0).setFaultPolicy(script);
    FaultInjectingServer rpc = epoch.devnet().rpcNodes().get(0);
    rpc.setFaultPolicy(script);
    epoch.devnet().webSockets().get(0).setSilent(true);
  }

  private static void neverReplyToBroadcast(EpochContext epoch) {
    neverReply(epoch, onRequest(IS_BROADCAST, firstTimes(1_000, new RequestAction.NeverReply())));
  }

  /**
   * Events only speed up polling: whatever the websocket does, polling finds the window, and one
   * transaction is sent.
   */
  public static Scenario s13WebSocketFaults() {
    return Scenario.of("S13", "The websocket is silent, closed, replays, duplicates")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "silent", onAllSockets(it -> it.setSilent(true)), accepted().withIncludedCount(1))
        .withEpoch(
            "closed",
            onAllSockets(WebSocketSubscriptions::closeAll),
            accepted().withIncludedCount(1))
        .withEpoch(
            "closed at the opening",
            onAllSocketsAtBlock(0, WebSocketSubscriptions::closeAll),
            accepted().withIncludedCount(1))
        .withEpoch(
            "replays two epochs",
            NodeOutageScenarios::replayOldEvents,
            accepted().withIncludedCount(1))
        .withEpoch(
            "every event three times",
            onAllSockets(it -> it.setCopiesPerEvent(3)),
            accepted().withIncludedCount(1));
  }

  private static Consumer<EpochContext> onAllSockets(Consumer<WebSocketSubscriptions> action) {
    return epoch -> epoch.devnet().webSockets().forEach(action);
  }

  private static Consumer<EpochContext> onAllSocketsAtBlock(
      long block, Consumer<WebSocketSubscriptions> action) {
    return epoch -> epoch.atBlock(block, () -> onAllSockets(action).accept(epoch));
  }

  private static void replayOldEvents(EpochContext epoch) {
    long from = epoch.nonce() - 725;
    onAllSocketsAtBlock(0, it -> it.replay(from, from + 10)).accept(epoch);
    onAllSocketsAtBlock(5, it -> it.replay(from, from + 10)).accept(epoch);
    onAllSocketsAtBlock(10, it -> it.replay(epoch.nonce(), epoch.nonce() + 5)).accept(epoch);
  }
}
