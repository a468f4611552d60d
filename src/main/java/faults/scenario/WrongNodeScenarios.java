package faults.scenario;

import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;
import static faults.engine.WindowExpectation.workerExits;

import devnet.Devnet;
import devnet.server.FaultInjectingServer;
import devnet.server.FaultPolicy;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/** Nodes that reply, but for another chain, from an old height, or unlike the others. */
public final class WrongNodeScenarios {
  private static final String EXPECTED_CHAIN = "dromedary-devnet-1";
  private static final String LATEST_BLOCK =
      """
      {"block":{"header":{"chain_id":"cosmoshub-4","height":"23000000",\
      "time":"2026-03-02T09:00:00Z"}}}
      """;
  private static final BiPredicate<String, String> LIST =
      pathContains("/unfulfilled_worker_nonces/");
  private static final BiPredicate<String, String> STATUS =
      pathContains("/worker_submission_window_status/");

  private WrongNodeScenarios() {}

  /** Addresses of another kind or chain than configured: the daemon finds, names and skips them. */
  public static Scenario s09WrongEndpoints() {
    return Scenario.of(
            "S09", "A REST host in the RPC slot and the reverse, a node of another chain")
        .withSetup(
            setup ->
                setup
                    .withNodes(3)
                    .withSetting("network.endpoints", WrongNodeScenarios::swappedEndpoints))
        .withEpoch(
            "hosts are swapped",
            WrongNodeScenarios::requireDoctorFinding,
            accepted().withIncludedCount(1))
        .withEpoch(
            "another chain id", WrongNodeScenarios::otherChainId, accepted().withIncludedCount(1))
        .withEpoch(
            "another network", WrongNodeScenarios::otherNetwork, accepted().withIncludedCount(1));
  }

  /** All nodes are on another chain than configured: only an operator can fix that. */
  public static Scenario s09AllNodesOnAnotherChain() {
    return Scenario.of("S09-all", "All nodes are on another chain")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch("all at once", WrongNodeScenarios::otherChainIdEverywhere, workerExits(78));
  }

  /** The REST and the RPC address of the first host are swapped. */
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
    epoch.restNode(1).setReplyDistortion(it -> it.replace(EXPECTED_CHAIN, "dromedary-devnet-2"));
    requireDoctorFinding(epoch, "is on chain dromedary-devnet-2 instead of " + EXPECTED_CHAIN);
  }

  private static void otherNetwork(EpochContext epoch) {
    FaultPolicy script =
        (method, path, count) ->
            path.contains("/blocks/") ? jsonReply(LATEST_BLOCK) : statusReply(501);
    epoch.restNode(1).setFaultPolicy(script);
    requireDoctorFinding(epoch, "is on chain cosmoshub-4 instead of " + EXPECTED_CHAIN);
  }

  private static void otherChainIdEverywhere(EpochContext epoch) {
    for (FaultInjectingServer node : epoch.allNodes()) {
      node.setReplyDistortion(it -> it.replace(EXPECTED_CHAIN, "dromedary-devnet-2"));
    }
  }

  /** Requires a finding of {@code doctor}. */
  private static void requireDoctorFinding(EpochContext epoch, String text) {
    epoch.require(
        "named by the doctor: " + text,
        () -> epoch.worker().doctorFindings().stream().anyMatch(it -> it.contains(text)));
  }

  /** Nodes that reply from an old height: their windows get no submission. */
  public static Scenario s11FrozenNodeHeights() {
    return Scenario.of("S11", "A node replies from an old height; two of three; all")
        .withSetup(setup -> setup.withNodes(3))
        .withEpoch("one of three", withFrozenNodes(1), accepted().withIncludedCount(1))
        .withEpoch("two of three", withFrozenNodes(2), accepted().withIncludedCount(1))
        .withEpoch(
            "one, in mid-window",
            it -> it.atBlock(3, () -> freezeFirstNodes(it, 1)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "one lags 60 blocks", WrongNodeScenarios::lagFirstNode, accepted().withIncludedCount(1))
        .withEpoch("all", WrongNodeScenarios::freezeAllNodes, missed("NO_ENDPOINT"));
  }

  /** Nodes that grew since they were asked last are still for a while before that is a fault. */
  private static void freezeAllNodes(EpochContext epoch) {
    freezeFirstNodes(epoch, 3);
    epoch.attemptTime(Duration.ofSeconds(12));
  }

  private static Consumer<EpochContext> withFrozenNodes(int count) {
    return epoch -> freezeFirstNodes(epoch, count);
  }

  /** Freezes the first nodes, REST and RPC. */
  private static void freezeFirstNodes(EpochContext epoch, int count) {
    for (int i = 0; i < count; i++) {
      epoch.restNode(i).setFrozen(true);
      epoch.devnet().rpcNodes().get(i).setFrozen(true);
    }
  }

  private static void lagFirstNode(EpochContext epoch) {
    epoch.restNode(0).setLagBlocks(60);
    epoch.devnet().rpcNodes().get(0).setLagBlocks(60);
  }

  /**
   * Nodes at the same height report different open nonces: one that at least half of them report
   * counts.
   */
  public static Scenario s12NodesDisagreeOnNonce() {
    return Scenario.of("S12", "Nodes disagree about the open nonce")
        .withSetup(setup -> setup.withNodes(3))
        .withEpoch(
            "the first reports none",
            firstNodeReplies(WrongNodeScenarios::noOpenNonce),
            accepted().withIncludedCount(1))
        .withEpoch(
            "the first reports an old one",
            firstNodeReplies(otherOpenNonce(-720)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "the first reports a later one",
            firstNodeReplies(otherOpenNonce(3)),
            accepted().withIncludedCount(1));
  }

  private record FalseReplies(String list, String status) {}

  private static Consumer<EpochContext> firstNodeReplies(
      Function<EpochContext, FalseReplies> falseReply) {
    return epoch -> {
      FalseReplies falseReplies = falseReply.apply(epoch);
      FaultPolicy list = onRequest(LIST, jsonReply(falseReplies.list()));
      FaultPolicy status = onRequest(STATUS, jsonReply(falseReplies.status()));
      epoch
          .restNode(0)
          .setFaultPolicy(
              (method, path, count) ->
                  (LIST.test(method, path) ? list : status).actionFor(method, path, count));
      epoch.require("logged", () -> epoch.worker().logText().contains("nodes disagree at "));
    };
  }

  private static FalseReplies noOpenNonce(EpochContext epoch) {
    return new FalseReplies(
        "{\"nonces\":{\"nonces\":[]}}", windowStatusJson(false, epoch.nonce() - 720));
  }

  private static Function<EpochContext, FalseReplies> otherOpenNonce(long ahead) {
    return epoch -> {
      long nonce = epoch.nonce() + ahead;
      String list = "{\"nonces\":{\"nonces\":[{\"block_height\":\"" + nonce + "\"}]}}";
      return new FalseReplies(list, windowStatusJson(true, nonce));
    };
  }

  private static String windowStatusJson(boolean open, long nonce) {
    return String.format(
        Locale.ROOT,
        """
        {"is_open":%b,"current_nonce_block_height":"%d","window_start_block":"%d",
         "window_end_block":"%d","next_window_start_block":"%d","next_window_end_block":"%d",
         "is_registered":true,"is_whitelisted":true,"is_topic_active":true}
        """,
        open,
        nonce,
        nonce,
        nonce + 600,
        nonce + 1_440,
        nonce + 2_040);
  }
}
