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
 * The preferred one of two hosts, REST and RPC, replies with one wrong field for a whole window:
 * the window gets its submission according to the other host, and no wrong value is used in the
 * next.
 */
public final class S37FalseNodeReplies {
  private static final long FAR = 3_000_000;

  private static final String HEIGHT = "(\"(?:height|latest_block_height)\":\\s*\")(\\d+)(\")";
  private static final String TIME =
      "(\"(?:time|timestamp|latest_block_time)\":\\s*\")([^\"]+)(\")";
  private static final String PRICE = "(\"price\":\\s*\\{[^}]*\"amount\":\\s*\")([^\"]+)(\")";

  private static final String VALUE = "(\"value\":\\s*\")(-?[0-9.]+)(\")";

  /** The code in a receipt, not in the reply to a broadcast. */
  private static final String CODE = "(\"height\":\\s*\"[1-9]\\d*\".*?\"code\":\\s*)(0)(,)";

  private static final String NONCE = "(?:current_nonce_)?block_height";

  private static final String FEE_REFUSAL =
      """
      {"tx_response":{"codespace":"sdk","code":13,"raw_log":
       "insufficient fees; got: 5000000uallo required: 900000000000uallo: insufficient fee"}}
      """;

  private S37FalseNodeReplies() {}

  public static Scenario scenario() {
    Scenario faulty =
        Scenario.of("S37", "One of two nodes replies with one wrong field for a whole window")
            .withSetup(setup -> setup.withNodes(2));
    faulty = withFalseReply(faulty, "height too high", change(HEIGHT, plus(FAR)));
    faulty = withFalseReply(faulty, "height too low", change(HEIGHT, plus(-FAR)));
    faulty = withFalseReply(faulty, "height a little too high", change(HEIGHT, plus(40)));
    faulty =
        withFalseReply(faulty, "block time of tomorrow", change(TIME, later(Duration.ofDays(1))));
    faulty =
        withFalseReply(faulty, "block time of yesterday", change(TIME, later(Duration.ofDays(-1))));
    faulty = withFalseReply(faulty, "account number", change(number("account_number"), plus(7)));
    faulty = withFalseReply(faulty, "sequence too high", change(number("sequence"), plus(900)));
    faulty = withFalseReply(faulty, "sequence too low", change(number("sequence"), it -> "0"));
    faulty = withFalseReply(faulty, "balance", change("(\"amount\":\\s*\")(\\d+)(\")", it -> "0"));
    faulty = withFalseReply(faulty, "price too high", change(PRICE, it -> "10000000.0"));
    faulty = withFalseReply(faulty, "price too low", change(PRICE, it -> "0.001"));
    faulty =
        withFalseReply(faulty, "end of the window", change(number("window_end_block"), plus(-599)));
    faulty = withFalseReply(faulty, "end far away", change(number("window_end_block"), plus(FAR)));
    faulty = withFalseReply(faulty, "old nonce", change(number(NONCE), plus(-720)));
    faulty = withFalseReply(faulty, "nonce that never was", change(number(NONCE), plus(-3)));
    faulty =
        withFalseReply(faulty, "length of the epoch", change(number("epoch_length"), plus(-648)));
    faulty = withFalseReply(faulty, "newest nonce", change(number("epoch_last_ended"), plus(-5)));
    faulty =
        withFalseReply(
            faulty, "length of the window", change(number("worker_submission_window"), plus(30)));
    faulty = withFalseReply(faulty, "stored value", change(VALUE, it -> "0.77"));
    faulty = withFalseReply(faulty, "result of the transaction", change(CODE, it -> "5"));
    faulty = withFalseReply(faulty, "registration", change(flag("is_registered"), it -> "false"));
    faulty = withFalseReply(faulty, "whitelist", change(flag("is_whitelisted"), it -> "false"));
    return faulty.withEpoch(
        "required fee", S37FalseNodeReplies::refuseForFee, accepted().withIncludedCount(1));
  }

  private static void refuseForFee(EpochContext epoch) {
    epoch.restNode(0).setFaultPolicy(onRequest(IS_BROADCAST, jsonReply(FEE_REFUSAL)));
  }

  private static Scenario withFalseReply(
      Scenario faulty, String field, UnaryOperator<String> change) {
    return faulty.withEpoch(
        field, it -> falsifyReplies(it, change), accepted().withIncludedCount(1));
  }

  private static void falsifyReplies(EpochContext epoch, UnaryOperator<String> change) {
    epoch.restNode(0).setReplyDistortion(change);
    epoch.devnet().rpcNodes().get(0).setReplyDistortion(change);
  }

  private static String flag(String name) {
    return "(\"" + name + "\":\\s*)(true)()";
  }

  private static String number(String name) {
    return "(\"" + name + "\":\\s*\")(\\d+)(\")";
  }

  /**
   * @param field pattern with three groups, of which the middle one is changed
   */
  private static UnaryOperator<String> change(String field, UnaryOperator<String> value) {
    Pattern pattern = Pattern.compile(field);
    return text -> pattern.matcher(text).replaceAll(it -> changed(it, value));
  }

  private static String changed(MatchResult field, UnaryOperator<String> value) {
    return field.group(1) + value.apply(field.group(2)) + field.group(3);
  }

  private static UnaryOperator<String> plus(long more) {
    return value -> Long.toString(Math.max(1, Long.parseLong(value) + more));
  }

  private static UnaryOperator<String> later(Duration by) {
    return value -> Instant.parse(value).plus(by).toString();
  }
}
