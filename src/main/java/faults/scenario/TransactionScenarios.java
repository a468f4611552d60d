package faults.scenario;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.beforeFirst;
import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.notStored;
import static faults.engine.WindowExpectation.rejected;

import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.WindowExpectation.WindowOutcome;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Signed transactions that are rejected, not stored, lost, dropped or out of sequence. */
public final class TransactionScenarios {
  private static final BiPredicate<String, String> ACCOUNT = pathContains("/auth/v1beta1/account");
  private static final String INFO =
      """
      {"info":{"address":"%s","pub_key":null,"account_number":"1","sequence":"900"}}
      """;

  private TransactionScenarios() {}

  /** The mempool accepts the transaction and the block rejects it, once for each code. */
  public static Scenario s05RejectedInBlock() {
    return Scenario.of("S05", "CheckTx returns 0, then the block returns 67, 75, 78, 69, 71")
        .withEpoch(
            "67 window not open", rejectedOnce(67, "worker nonce window not available"), accepted())
        .withEpoch(
            "75 nonce not there", rejectedOnce(75, "unfulfilled nonce not found"), accepted())
        .withEpoch(
            "75 until the end", TransactionScenarios::rejectedUntilEnd, rejected("WINDOW_CLOSED"))
        .withEpoch(
            "78 already scored",
            rejectedOnce(78, "cannot update ema more than once"),
            rejected("REFUSED"))
        .withEpoch("69 nothing valid", rejectedOnce(69, "no valid inferences"), rejected("REFUSED"))
        .withEpoch(
            "71 bundle invalid", rejectedOnce(71, "worker data invalid"), rejected("REFUSED"));
  }

  private static Consumer<EpochContext> rejectedOnce(int code, String log) {
    return rejectedTimes(1, code, log);
  }

  private static void rejectedUntilEnd(EpochContext epoch) {
    rejectedTimes(100, 75, "unfulfilled nonce not found").accept(epoch);
  }

  /** Starts at the opening block, when no transaction of the previous window can be pending. */
  private static Consumer<EpochContext> rejectedTimes(int times, int code, String log) {
    return epoch ->
        epoch.network().atHeight(epoch.nonce(), () -> rejectedTimes(epoch, times, code, log));
  }

  private static void rejectedTimes(EpochContext epoch, int times, int code, String log) {
    for (int i = 0; i < times; i++) {
      epoch.network().failNextPayload("emissions", code, log);
    }
  }

  /** The transaction is included with code 0, and the chain stores no inference: not accepted. */
  public static Scenario s06IncludedButNotStored() {
    return Scenario.of("S06", "Included with code 0, but the inference is not stored")
        .withSetup(setup -> setup.withSetting("alert.period", "5s"))
        .withEpoch(
            "discarded",
            TransactionScenarios::discardPayload,
            notStored(List.of("accepted_missing"), "NOT_STORED").withIncludedCount(1));
  }

  private static void discardPayload(EpochContext epoch) {
    epoch.network().discardNextPayloads(1);
    epoch.requireAlert("included but not stored");
  }

  /** The account's sequence number changes; and sequence 0 of a new account works too. */
  public static Scenario s14SequenceMismatch() {
    return Scenario.of("S14", "Sequence 0, too low, too high; the account query times out")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "spent by another",
            TransactionScenarios::spendSequence,
            accepted().withIncludedCount(1))
        .withEpoch(
            "a node replies 900",
            TransactionScenarios::replyTooHighSequence,
            accepted().withIncludedCount(1))
        .withEpoch(
            "account hangs twice",
            it -> it.allNodes(accountQueryHangs(2)),
            accepted().withIncludedCount(1))
        .withEpoch(
            "account hangs six times",
            it -> it.allNodes(accountQueryHangs(6)),
            accepted().withIncludedCount(1));
  }

  private static void spendSequence(EpochContext epoch) {
    epoch.allNodes(
        beforeFirst(IS_BROADCAST, () -> epoch.network().incrementSequence(epoch.accountAddress())));
  }

  private static void replyTooHighSequence(EpochContext epoch) {
    epoch.allNodes(
        onRequest(ACCOUNT, firstTimes(2, jsonReply(INFO.formatted(epoch.accountAddress())))));
  }

  private static FaultPolicy accountQueryHangs(int times) {
    return onRequest(ACCOUNT, firstTimes(times, new RequestAction.NeverReply()));
  }

  /** The node took the transaction and its reply was lost: the transaction is found by its hash. */
  public static Scenario s18LostBroadcastReply() {
    return Scenario.of("S18", "The broadcast's reply is lost although the transaction got in")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "connection closed",
            loseReply(new RequestAction.LoseReply()),
            accepted().withIncludedCount(1))
        .withEpoch(
            "cut in half",
            loseReply(new RequestAction.TruncateReply()),
            accepted().withIncludedCount(1))
        .withEpoch(
            "gateway replies 504", loseReply(statusReply(504)), accepted().withIncludedCount(1));
  }

  private static Consumer<EpochContext> loseReply(RequestAction act) {
    return epoch -> epoch.allNodes(onRequest(IS_BROADCAST, firstTimes(2, act)));
  }

  /** CheckTx returned 0 and no block includes the transaction: the same bytes are sent again. */
  public static Scenario s19DroppedFromMempool() {
    return Scenario.of("S19", "The mempool drops the transaction")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "once",
            dropTransactions(1),
            accepted()
                .withIncludedCount(1)
                .and("sent again", TransactionScenarios::isFirstSignedTx))
        .withEpoch("five times", dropTransactions(5), accepted().withIncludedCount(1))
        .withEpoch(
            "every time",
            dropTransactions(1_000_000),
            notStored(List.of("expired"), "NOT_INCLUDED", "WINDOW_CLOSED").withIncludedCount(0));
  }

  /** Whether the included transaction is the first that was signed. */
  private static boolean isFirstSignedTx(WindowOutcome seen) {
    return seen.networkRecord()
        .acceptedPayloads()
        .get(0)
        .txHash()
        .equalsIgnoreCase(seen.reported().txHash());
  }

  private static Consumer<EpochContext> dropTransactions(int times) {
    return epoch -> epoch.network().dropNextTransactions(times);
  }
}
