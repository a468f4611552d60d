package faults.benchmark;

import static faults.engine.NodeFaults.COMMON_FAULTS;
import static faults.engine.NodeFaults.htmlReply;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.NodeFaults.withProbability;
import static faults.engine.WindowExpectation.accepted;

import devnet.Devnet;
import devnet.ledger.GenesisTopic;
import devnet.server.FaultInjectingServer;
import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Figures with calls, nodes and models that fail by chance, and the time to recover. */
public final class FailureRateBenchmarks {
  /** Blocks after the opening at which all nodes reply again. */
  static final long BACK_AT_BLOCK = 120;

  private static final List<RequestAction> MODEL_ERRORS =
      List.of(
          statusReply(500),
          statusReply(503),
          new RequestAction.CloseConnection(),
          new RequestAction.TruncateReply());

  /** Faults in equal shares; the delay is as long as a gateway's own time-out. */
  private static final List<RequestAction> BAD_NODE_FAULTS =
      List.of(
          new RequestAction.CloseConnection(),
          statusReply(503),
          statusReply(429),
          new RequestAction.ReplyLate(Duration.ofSeconds(20)),
          htmlReply(),
          new RequestAction.LoseReply());

  /** Blocks after the opening at which a stopped node replies again, its RPC first. */
  private static final long BACK_AT = 27;

  private static final long GATEWAY_LATER = 3;

  private FailureRateBenchmarks() {}

  /** Every call to any of three nodes fails with the same probability, with one of four faults. */
  public static List<Scenario> m1CallFailureRates() {
    return Stream.of(
            withFailureRate(0, 1),
            withFailureRate(10, 1),
            withFailureRate(30, 0.995),
            withFailureRate(50, 0.98))
        .toList();
  }

  private static Scenario withFailureRate(int percent, double share) {
    String label = percent + " % fail";
    return Scenario.of("M1-" + percent, percent + " % of all calls to the network fail")
        .withSetup(setup -> setup.withNodes(3))
        .withEpoch(
            label,
            it -> it.allNodes(withProbability(percent / 100.0, it.nextSeed(), COMMON_FAULTS)),
            accepted())
        .requiredShare(share);
  }

  /** The preferred one of two hosts, REST and RPC, fails for a whole epoch. */
  public static List<Scenario> m2OneOfTwoNodesFails() {
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

  /** Time until a window gets its submission after a fault has passed. */
  public static List<Scenario> m5RecoveryTime() {
    return List.of(allNodesComeBack(), silentWebSockets());
  }

  private static Scenario allNodesComeBack() {
    return Scenario.of("M5-back", "All nodes are down until block +" + BACK_AT_BLOCK)
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "back at +" + BACK_AT_BLOCK, FailureRateBenchmarks::allNodesDownAtFirst, accepted());
  }

  private static void allNodesDownAtFirst(EpochContext epoch) {
    epoch.allNodes().forEach(FaultInjectingServer::stop);
    epoch.atBlock(BACK_AT_BLOCK, () -> epoch.allNodes().forEach(FaultInjectingServer::start));
  }

  private static Scenario silentWebSockets() {
    return Scenario.of("M5-silent", "The websockets fall silent before the window opens")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "silent",
            it -> it.devnet().webSockets().forEach(line -> line.setSilent(true)),
            accepted());
  }

  /** Three of ten replies of the model server are errors. */
  public static Scenario m6FlakyModel() {
    return Scenario.of("M6", "30 % of the model's answers are errors")
        .withSetup(ScenarioSetup::withModelServer)
        .withEpoch(
            "30 % fail",
            it ->
                it.modelServer().setFaultPolicy(withProbability(0.3, it.nextSeed(), MODEL_ERRORS)),
            accepted());
  }

  /**
   * Scenarios in real time with a block a second and a single node, for workers whose time-outs
   * cannot be shortened.
   */
  public static List<Scenario> realTime() {
    return List.of(
        withBadNode("RT-0", "Real time, no faults", 40, 0),
        withBadNode("RT-10", "Real time, 10 % of all calls to the one node fail", 40, 10),
        withBadNode("RT-30", "Real time, 30 % of all calls to the one node fail", 40, 30),
        withBadNode("RT-50", "Real time, 50 % of all calls to the one node fail", 40, 50),
        withBadNode("RT-SHORT", "Real time, windows of ten blocks", 10, 0),
        nodeRestarts());
  }

  private static Scenario withBadNode(String id, String title, long window, int percent) {
    return Scenario.of(id, title)
        .withSetup(setup -> realTimeSetup(setup, window))
        .withSetup(setup -> setup.withSetting("network.endpoints", it -> restEndpoint(it)))
        .withEpoch(
            percent + " % fail",
            it -> it.allNodes(withProbability(percent / 100.0, it.nextSeed(), BAD_NODE_FAULTS)),
            accepted());
  }

  private static String restEndpoint(Devnet devnet) {
    return "rest+" + devnet.restNodes().get(0).uri();
  }

  /** REST, RPC and websocket of one host, as in the presets, restart; the gateway is back last. */
  private static Scenario nodeRestarts() {
    return Scenario.of("RT-RESTART", "Real time, the node restarts as the window opens")
        .withSetup(setup -> realTimeSetup(setup, 40))
        .withEpoch(
            "30 s down, gateway 3 s later",
            FailureRateBenchmarks::restartNode,
            accepted().withinBlocks(BACK_AT + GATEWAY_LATER + 4));
  }

  private static void restartNode(EpochContext epoch) {
    FaultInjectingServer gateway = epoch.restNode(0);
    epoch.atBlock(BACK_AT - 30, () -> epoch.allNodes().forEach(FaultInjectingServer::stop));
    epoch.atBlock(
        BACK_AT,
        () -> {
          gateway.setFaultPolicy(onEveryRequest(statusReply(503)));
          epoch.allNodes().forEach(FaultInjectingServer::start);
        });
    epoch.atBlock(BACK_AT + GATEWAY_LATER, () -> gateway.setFaultPolicy(FaultPolicy.noFaults()));
  }

  private static ScenarioSetup realTimeSetup(ScenarioSetup setup, long window) {
    long epoch = window + 20;
    GenesisTopic topic = GenesisTopic.logReturnTopic(67).withBlockLengths(epoch, window, epoch);
    return setup
        .network(it -> it.withSpeed(1).withBlockTime(Duration.ofSeconds(1)))
        .withTopics(List.of(topic))
        .withSetting("window.tick", "1s")
        .withSetting("market.reply-within", "10s")
        .withModelServer();
  }
}
