package faults.hostile;

import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.fixedReply;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;
import static faults.hostile.EndlessReplyScenarios.attack;
import static faults.hostile.EndlessReplyScenarios.submitted;

import faults.engine.EpochContext;
import faults.engine.NodeFaults;
import faults.engine.Scenario;
import faults.engine.WindowExpectation;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Huge numbers and texts that forge log lines: the daemon checks what it reads before it uses it.
 */
public final class HostileTextScenarios {
  private static final List<String> NUMBERS =
      List.of(
          "1e300000000",
          "9".repeat(20_000),
          "9223372036854775807",
          "-1e-300000000",
          "NaN",
          "-9223372036854775809");

  /** The numbers that the daemon reads from a node. */
  private static final List<String> FIELDS =
      List.of(
          "height",
          "latest_block_height",
          "account_number",
          "sequence",
          "amount",
          "gas_used",
          "code",
          "epoch_length",
          "epoch_last_ended",
          "ground_truth_lag",
          "worker_submission_window",
          "window_end_block",
          "next_window_start_block",
          "current_nonce_block_height",
          "block_height",
          "combined_value",
          "data_sending_fee",
          "effective_revenue",
          "price",
          "value");

  private static final String FORGED = "2026-01-01 00:00:00 INFO forged line";
  private static final String LONG = "long ".repeat(400);

  /** JSON text, which a reader decodes to {@link #FORGED_PLAIN_TEXT}. */
  private static final String FORGED_JSON_TEXT = "\\n" + FORGED + "\\u001b[2J\\u202e" + LONG;

  private static final String FORGED_PLAIN_TEXT = "\n" + FORGED + "\u001b[2J\u202e" + LONG;

  private HostileTextScenarios() {}

  /** Each number of a node is out of range, from one of two nodes, then from both for a while. */
  public static Scenario s38NumberBombs() {
    Scenario bombs =
        Scenario.of("S38", "A node's numbers are 1e300000000, of 20,000 digits, NaN")
            .withSetup(setup -> setup.withNodes(2));
    for (String field : FIELDS) {
      bombs =
          bombs.withEpoch(
              field,
              attack(epoch -> distortNode(epoch, 0, numberBomb(field))),
              accepted().withIncludedCount(1));
    }
    return bombs.withEpoch(
        "price and balance of both, for a while",
        attack(
            epoch -> {
              distortNode(epoch, 0, numberBomb("amount"));
              distortNode(epoch, 1, numberBomb("amount"));
              epoch.atBlock(EndlessReplyScenarios.ATTACK, () -> NodeFaults.removeAllFaults(epoch));
            }),
        accepted().withIncludedCount(1));
  }

  /** Texts that would forge a log line, clear a terminal, or fill a disk. */
  public static Scenario s41ForgedTexts() {
    return Scenario.of("S41", "Texts of nodes, sources and models forge lines and clear terminals")
        .withSetup(setup -> setup.withModelServer().withSetting("alert.period", "5s"))
        .withEpoch(
            "refusal of a broadcast",
            withoutForgedLines(
                epoch ->
                    epoch.allNodes(
                        onRequest(NodeFaults.IS_BROADCAST, firstTimes(1, jsonReply(refusal()))))),
            submitted())
        .withEpoch(
            "error of a node",
            withoutForgedLines(
                it -> it.allNodes(onEveryRequest(fixedReply(500, "application/json", error())))),
            missed().and("one line", HostileTextScenarios::isOneLine))
        .withEpoch(
            "reply of a model",
            withoutForgedLines(
                it ->
                    it.modelServer()
                        .setFaultPolicy(
                            onEveryRequest(fixedReply(200, "text/plain", FORGED_PLAIN_TEXT)))),
            missed("MODEL").and("one line", HostileTextScenarios::isOneLine))
        .withEpoch(
            "refusal of a source",
            withoutForgedLines(
                it ->
                    it.marketServer()
                        .setFaultPolicy(
                            onEveryRequest(fixedReply(400, "text/plain", FORGED_PLAIN_TEXT)))),
            accepted());
  }

  private static void distortNode(EpochContext epoch, int index, UnaryOperator<String> distortion) {
    epoch.restNode(index).setReplyDistortion(distortion);
    epoch.devnet().rpcNodes().get(index).setReplyDistortion(distortion);
  }

  /** Replaces every number of this name, quoted or not, each reply with another value. */
  private static UnaryOperator<String> numberBomb(String field) {
    Pattern number = Pattern.compile("(\"" + field + "\":\\s*\"?)-?[0-9.]+");
    AtomicInteger replies = new AtomicInteger();
    return text -> {
      String bomb = NUMBERS.get(replies.getAndIncrement() % NUMBERS.size());
      return number.matcher(text).replaceAll("$1" + bomb);
    };
  }

  private static String refusal() {
    return "{\"tx_response\":{\"code\":19,\"codespace\":\"sdk\",\"raw_log\":\"tx"
        + FORGED_JSON_TEXT
        + "\"}}";
  }

  private static String error() {
    return "{\"code\":2,\"message\":\"" + FORGED_JSON_TEXT + "\",\"details\":[]}";
  }

  private static Consumer<EpochContext> withoutForgedLines(Consumer<EpochContext> begin) {
    return attack(
        epoch -> {
          begin.accept(epoch);
          epoch.forbid("log a forged line", () -> isForged(epoch.worker().logText()));
          epoch.forbid(
              "send an alert of several lines",
              () -> isForged(String.join("\n", epoch.worker().alerts())));
        });
  }

  private static boolean isForged(String text) {
    return text.indexOf('\u001b') >= 0 || text.lines().anyMatch(it -> it.startsWith(FORGED));
  }

  private static boolean isOneLine(WindowExpectation.WindowOutcome seen) {
    String why = seen.reported().reasonText();
    return why.length() < 1_500 && why.chars().noneMatch(it -> it < ' ' || it == 0x202e);
  }
}
