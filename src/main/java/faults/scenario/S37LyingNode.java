package faults.scenario;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The preferred one of two hosts, REST and RPC, tells one field wrong for a whole window: the
 * window is answered according to the other, and nothing of the lie is left for the next.
 */
public final class S37LyingNode {
  private static final long FAR = 3_000_000;

  private static final String HEIGHT = "(\"(?:height|latest_block_height)\":\\s*\")(\\d+)(\")";
  private static final String TIME = "(\"(?:time|latest_block_time)\":\\s*\")([^\"]+)(\")";
  private static final String PRICE = "(\"price\":\\s*\\{[^}]*\"amount\":\\s*\")([^\"]+)(\")";

  private static final String VALUE = "(\"value\":\\s*\")(-?[0-9.]+)(\")";

  /** In the receipt, not in the answer to a broadcast. */
  private static final String CODE = "(\"height\":\\s*\"[1-9]\\d*\".*?\"code\":\\s*)(0)(,)";

  private static final String NONCE = "(?:current_nonce_)?block_height";

  private static final String FEE_REFUSAL =
      """
      {"tx_response":{"codespace":"sdk","code":13,"raw_log":
       "insufficient fees; got: 5000000uallo required: 900000000000uallo: insufficient fee"}}
      """;

  private S37LyingNode() {}

  public static Scenario scenario() {
    Scenario lies =
        Scenario.of("S37", "One of two nodes tells one field wrong for a whole window")
            .withSetup(world -> world.withNodes(2));
    lies = withLie(lies, "height too high", change(HEIGHT, plus(FAR)));
    lies = withLie(lies, "height too low", change(HEIGHT, plus(-FAR)));
    lies = withLie(lies, "height a little too high", change(HEIGHT, plus(40)));
    lies = withLie(lies, "block time of tomorrow", change(TIME, later(Duration.ofDays(1))));
    lies = withLie(lies, "block time of yesterday", change(TIME, later(Duration.ofDays(-1))));
    lies = withLie(lies, "account number", change(number("account_number"), plus(7)));
    lies = withLie(lies, "sequence too high", change(number("sequence"), plus(900)));
    lies = withLie(lies, "sequence too low", change(number("sequence"), it -> "0"));
    lies = withLie(lies, "balance", change("(\"amount\":\\s*\")(\\d+)(\")", it -> "0"));
    lies = withLie(lies, "price too high", change(PRICE, it -> "10000000.0"));
    lies = withLie(lies, "price too low", change(PRICE, it -> "0.001"));
    lies = withLie(lies, "end of the window", change(number("window_end_block"), plus(-599)));
    lies = withLie(lies, "end far away", change(number("window_end_block"), plus(FAR)));
    lies = withLie(lies, "old nonce", change(number(NONCE), plus(-720)));
    lies = withLie(lies, "nonce that never was", change(number(NONCE), plus(-3)));
    lies = withLie(lies, "length of the epoch", change(number("epoch_length"), plus(-648)));
    lies = withLie(lies, "newest nonce", change(number("epoch_last_ended"), plus(-5)));
    lies =
        withLie(lies, "length of the window", change(number("worker_submission_window"), plus(30)));
    lies = withLie(lies, "stored value", change(VALUE, it -> "0.77"));
    lies = withLie(lies, "result of the transaction", change(CODE, it -> "5"));
    lies = withLie(lies, "registration", change(flag("is_registered"), it -> "false"));
    lies = withLie(lies, "whitelist", change(flag("is_whitelisted"), it -> "false"));
    return lies.withEpoch(
        "required fee", S37LyingNode::refuseForFee, accepted().withIncludedCount(1));
  }

  private static void refuseForFee(EpochContext stage) {
    stage.restNode(0).setFaultPolicy(onRequest(IS_BROADCAST, jsonReply(FEE_REFUSAL)));
  }

  private static Scenario withLie(Scenario lies, String field, UnaryOperator<String> lie) {
    return lies.withEpoch(field, it -> tellLie(it, lie), accepted().withIncludedCount(1));
  }

  private static void tellLie(EpochContext stage, UnaryOperator<String> lie) {
    stage.restNode(0).setReplyDistortion(lie);
    stage.devnet().rpcNodes().get(0).setReplyDistortion(lie);
  }

  private static String flag(String name) {
    return "(\"" + name + "\":\\s*)(true)()";
  }

  private static String number(String name) {
    return "(\"" + name + "\":\\s*\")(\\d+)(\")";
  }

  /**
   * @param field three groups, of which the middle one is changed
   */
  private static UnaryOperator<String> change(String field, UnaryOperator<String> value) {
    Pattern pattern = Pattern.compile(field);
    return text -> pattern.matcher(text).replaceAll(it -> changed(it, value));
  }

  private static String changed(MatchResult field, UnaryOperator<String> value) {
    return field.group(1) + value.apply(field.group(2)) + field.group(3);
  }

  private static UnaryOperator<String> plus(long more) {
    return told -> Long.toString(Math.max(1, Long.parseLong(told) + more));
  }

  private static UnaryOperator<String> later(Duration by) {
    return told -> Instant.parse(told).plus(by).toString();
  }
}
