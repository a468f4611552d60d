package faults.scenario.network;

import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.WindowExpectation.accepted;

import devnet.fault.FaultPolicy;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/** Nodes at the same height tell of other open nonces: what at least half of them tell counts. */
public final class S12NodesDisagreeOnNonce {
  private static final BiPredicate<String, String> LIST =
      pathContains("/unfulfilled_worker_nonces/");
  private static final BiPredicate<String, String> STATUS =
      pathContains("/worker_submission_window_status/");

  private S12NodesDisagreeOnNonce() {}

  public static Scenario scenario() {
    return Scenario.of("S12", "Nodes disagree about the open nonce")
        .withSetup(setup -> setup.withNodes(3))
        .withEpoch(
            "the first knows of none",
            firstNodeReplies(S12NodesDisagreeOnNonce::noOpenNonce),
            accepted().withIncludedCount(1))
        .withEpoch(
            "the first tells an old one",
            firstNodeReplies(otherOpenNonce(-720)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "the first tells a later one",
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
