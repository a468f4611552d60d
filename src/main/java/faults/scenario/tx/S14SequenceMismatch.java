package faults.scenario.tx;

import static faults.engine.NodeFaults.IS_BROADCAST;
import static faults.engine.NodeFaults.beforeFirst;
import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.WindowExpectation.accepted;

import devnet.fault.FaultPolicy;
import devnet.fault.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.function.BiPredicate;

/** The account's sequence is not what it was; and the very first one, 0, is as good as any. */
public final class S14SequenceMismatch {
  private static final BiPredicate<String, String> ACCOUNT = pathContains("/auth/v1beta1/account");

  private static final String INFO =
      """
      {"info":{"address":"%s","pub_key":null,"account_number":"1","sequence":"900"}}
      """;

  private S14SequenceMismatch() {}

  public static Scenario scenario() {
    return Scenario.of("S14", "Sequence 0, too low, too high; the account query times out")
        .withSetup(setup -> setup.withNodes(2))
        .withEpoch(
            "spent by another", S14SequenceMismatch::spendSequence, accepted().withIncludedCount(1))
        .withEpoch(
            "a node tells 900",
            S14SequenceMismatch::replyTooHighSequence,
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
}
