package chain.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import chain.ChainClientFixture;
import chain.StubNetwork;
import chain.model.FeePolicy;
import devnet.fault.FaultPolicy;
import devnet.genesis.GenesisTopic;
import domain.Attempt;
import domain.BroadcastResult;
import domain.Failure;
import domain.FailureReason;
import domain.Submission;
import domain.SubmissionOutcome;
import domain.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wire does to a broadcast, and that no doubt ever becomes a second inference. */
class BroadcasterTest {
  private static final String TXS = "/cosmos/tx/v1beta1/txs";

  private static FaultPolicy onBroadcast(FaultPolicy.RequestAction act) {
    return (method, path, count) ->
        method.equals("POST") && path.equals(TXS)
            ? act
            : new FaultPolicy.RequestAction.AnswerNormally();
  }

  @Test
  void aLostReplyIsUnknownAndSettlesByHash() {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "0.5"), 1);
      rig.script(onBroadcast(new FaultPolicy.RequestAction.LoseReply()));
      assertInstanceOf(BroadcastResult.Unconfirmed.class, rig.allora.broadcast(submission));
      rig.script(FaultPolicy.noFaults());
      rig.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, rig.allora.receipt(submission));
      assertEquals(1, rig.truth(window).includedPayloads().size());
    }
  }

  @Test
  void aSecondNodeGetsTheSameBytesWhenTheFirstSaysNothing() {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options.withNodeCount(2))) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "0.5"), 1);
      rig.script(onBroadcast(new FaultPolicy.RequestAction.CloseConnection()));
      BroadcastResult delivery = rig.allora.broadcast(submission);
      assertInstanceOf(BroadcastResult.InMempool.class, delivery);
      assertTrue(delivery.endpoint().endsWith(rig.devnet.restNodes().get(1).uri().toString()));
      rig.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, rig.allora.receipt(submission));
    }
  }

  @Test
  void aFullMempoolSendsToTheNextNodeAndLeavesTheBytesAlive() {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "0.5"), 1);
      rig.script(onBroadcast(refusal("sdk", 20, "mempool is full")));
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, rig.allora.broadcast(submission));
      assertFalse(refused.canNeverBeIncluded());
      rig.script(FaultPolicy.noFaults());
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(submission));
    }
  }

  private static FaultPolicy.RequestAction refusal(String codespace, int code, String log) {
    String body =
        "{\"tx_response\":{\"codespace\":\"%s\",\"code\":%d,\"raw_log\":\"%s\"}}"
            .formatted(codespace, code, log);
    return new FaultPolicy.RequestAction.FixedReply(200, "application/json", body, Map.of());
  }

  @Test
  void aFeeTooLowIsPaidByTheNextAttempt() {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      Window window = rig.opened();
      Submission first = rig.allora.sign(rig.claim(window, "0.5"), 1);
      String needed = "got: 1uallo required: 9000000uallo, minGasPrice: 30uallo, gas: 300000";
      rig.script(onBroadcast(refusal("sdk", 13, needed + ": insufficient fee")));
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, rig.allora.broadcast(first));
      assertTrue(refused.canNeverBeIncluded());
      rig.script(FaultPolicy.noFaults());
      Submission second = rig.allora.sign(first.claim(), 2);
      assertEquals(first.attempt().sequence(), second.attempt().sequence(), "nothing was spent");
      long gas = second.attempt().gasLimit();
      assertTrue(second.attempt().fee().longValueExact() >= 30 * gas, "below what was required");
    }
  }

  @Test
  void aTransactionOutOfGasIsFollowedByOneWithMore() {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      Window window = rig.opened();
      Submission first = rig.allora.sign(rig.claim(window, "0.5"), 1);
      rig.devnet.controls().setGasFactor(1.8);
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(first));
      rig.blocks(1);
      SubmissionOutcome.Rejected rejected =
          assertInstanceOf(SubmissionOutcome.Rejected.class, rig.allora.receipt(first));
      assertEquals(FailureReason.OUT_OF_GAS, rejected.failure().reason());
      assertInstanceOf(Failure.Retry.class, rejected.failure());
      Submission second = rig.allora.sign(first.claim(), 2);
      assertEquals(first.attempt().sequence() + 1, second.attempt().sequence());
      rig.allora.broadcast(second);
      rig.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, rig.allora.receipt(second));
    }
  }

  @Test
  void severalTopicsThatOpenInOneBlockAllGetThrough() {
    List<GenesisTopic> topics = List.of(topic(67), topic(41), topic(38));
    try (ChainClientFixture rig = new ChainClientFixture(options -> options.withTopics(topics))) {
      rig.blocks(2);
      List<Submission> submissions = new ArrayList<>();
      for (GenesisTopic topic : topics) {
        Window window = rig.allora.newestOpenWindow(topic.id()).orElseThrow();
        submissions.add(rig.allora.sign(rig.claim(window, "0.5"), 1));
      }
      submissions.forEach(
          s -> assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(s)));
      rig.blocks(1);
      submissions.forEach(
          s ->
              assertInstanceOf(
                  SubmissionOutcome.Accepted.class, rig.allora.receipt(s), s::toString));
    }
  }

  private static GenesisTopic topic(long id) {
    return GenesisTopic.logReturnTopic(id);
  }

  @Test
  void aHigherSequenceWaitsForItsPredecessorAndIsNotGivenUp() {
    List<GenesisTopic> topics = List.of(topic(67), topic(41));
    try (ChainClientFixture rig = new ChainClientFixture(options -> options.withTopics(topics))) {
      rig.blocks(2);
      Submission first = signed(rig, 67);
      Submission second = signed(rig, 41);
      BroadcastResult.Refused early =
          assertInstanceOf(BroadcastResult.Refused.class, rig.allora.broadcast(second));
      assertEquals(FailureReason.SEQUENCE, early.failure().reason());
      assertFalse(early.canNeverBeIncluded(), "its turn comes");
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(first));
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(second));
      rig.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, rig.allora.receipt(second));
    }
  }

  private static Submission signed(ChainClientFixture rig, long topic) {
    return rig.allora.sign(rig.claim(rig.allora.newestOpenWindow(topic).orElseThrow(), "0.5"), 1);
  }

  @Test
  void aSequenceTakenByAnotherProgramIsLeftToItAtOnceIfOurBytesNeverLeft() {
    List<GenesisTopic> topics = List.of(topic(67), topic(41));
    try (ChainClientFixture rig = new ChainClientFixture(options -> options.withTopics(topics));
        AlloraClient other = rig.worker(FeePolicy.standard(), network -> network)) {
      rig.blocks(2);
      Submission ours = signed(rig, 67);
      Window elsewhere = other.newestOpenWindow(41).orElseThrow();
      other.broadcast(other.sign(rig.claim(elsewhere, "0.5"), 1));
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, rig.allora.broadcast(ours));
      assertEquals(FailureReason.SEQUENCE, refused.failure().reason());
      assertTrue(refused.canNeverBeIncluded(), "no node ever had these bytes");
      Submission again = rig.allora.sign(ours.claim(), 2);
      assertEquals(1, again.attempt().sequence(), "the node's word, before any block");
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(again));
      rig.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, rig.allora.receipt(again));
    }
  }

  @Test
  void aSequenceSpentBySomethingElseIsProvenBeforeANewAttemptIfOurBytesMayBeOut() {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      rig.blocks(2);
      Submission ours = signed(rig, 67);
      rig.devnet.controls().dropNextTransactions(1);
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(ours));
      rig.devnet.controls().incrementSequence(StubNetwork.WORKER);
      rig.blocks(1);
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, rig.allora.broadcast(ours));
      assertFalse(refused.canNeverBeIncluded(), "these very bytes might have spent it");
      assertEquals(false, unseen(rig, ours).canNeverBeIncluded());
      rig.blocks(4);
      assertEquals(true, unseen(rig, ours).canNeverBeIncluded());
      Submission again = rig.allora.sign(ours.claim(), 2);
      assertEquals(1, again.attempt().sequence());
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(again));
      rig.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, rig.allora.receipt(again));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insufficient fees; got: 1uallo required: NEEDuallo: insufficient fee",
        "insufficient fees; got: 1uallo required: NEEDuallo",
        "insufficient fees; got: GOTuallo required: 5000ibc/0471F1C4E7AFD3F07702BEF6DC365268D64570F"
            + "7C1FDC98EA6098DD6DE59817B,NEEDuallo: insufficient fee",
        "insufficient fees; got: 1uallo required: NEEDuallo,7uusdc: insufficient fee",
        "got: 9ibc/04,1uallo required: 5uallo/x,70ibc/04,NEEDuallo, minGasPrice: 40uallo, gas: GAS:"
            + " insufficient fee",
        "got: 1uallo required: NEEDuallo,7uusdc, minGasPrice: 40uallo, gas: GAS: insufficient fee"
      })
  void aFeeRefusalRaisesThePriceToWhatItRequiresAndNothingElse(String text) {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      Submission first = rig.allora.sign(rig.claim(rig.opened(), "0.5"), 1);
      Attempt refused = first.attempt();
      long needed = 40 * refused.gasLimit();
      String log =
          text.replace("NEED", Long.toString(needed))
              .replace("GOT", refused.fee().toString())
              .replace("GAS", Long.toString(refused.gasLimit()));
      Attempt second = attemptAfter(rig, first, refusal("sdk", 13, log));
      assertEquals(refused.gasLimit(), second.gasLimit());
      assertEquals(needed, second.fee().longValueExact());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insufficient fee",
        "got: 1uallo required: 70ibc/04: insufficient fee",
        "got: 1uallo required: 2uallo: insufficient fee"
      })
  void aFeeRefusalThatRequiresNoMoreRaisesThePriceByAStep(String text) {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      Submission first = rig.allora.sign(rig.claim(rig.opened(), "0.5"), 1);
      Attempt second = attemptAfter(rig, first, refusal("sdk", 13, text));
      assertEquals(first.attempt().gasLimit(), second.gasLimit());
      double rise = second.fee().doubleValue() / first.attempt().fee().doubleValue();
      assertEquals(1.25, rise, 1e-6);
    }
  }

  @Test
  void aShortGasLimitRaisesTheGasAndNotThePrice() {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      Submission first = rig.allora.sign(rig.claim(rig.opened(), "0.5"), 1);
      Attempt second = attemptAfter(rig, first, refusal("sdk", 11, "out of gas in location"));
      assertEquals(1.3, (double) second.gasLimit() / first.attempt().gasLimit(), 1e-4);
      assertEquals(15 * second.gasLimit(), second.fee().longValueExact());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "32, 'account sequence mismatch, expected 0, got 0: incorrect account sequence'",
    "32, 'account sequence mismatch, expected 99999999999999999999, got 0: incorrect'",
    "4, 'signature verification failed; please verify account number: unauthorized'"
  })
  void aWrongAccountOrSequenceRaisesNothing(int code, String text) {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options)) {
      Submission first = rig.allora.sign(rig.claim(rig.opened(), "0.5"), 1);
      Attempt second = attemptAfter(rig, first, refusal("sdk", code, text));
      assertEquals(first.attempt().sequence(), second.sequence());
      assertEquals(first.attempt().gasLimit(), second.gasLimit());
      assertEquals(first.attempt().fee(), second.fee());
    }
  }

  private static Attempt attemptAfter(
      ChainClientFixture rig, Submission first, FaultPolicy.RequestAction refusal) {
    rig.script(onBroadcast(refusal));
    assertInstanceOf(BroadcastResult.Refused.class, rig.allora.broadcast(first));
    rig.script(FaultPolicy.noFaults());
    return rig.allora.sign(first.claim(), 2).attempt();
  }

  private static SubmissionOutcome.NotFound unseen(ChainClientFixture rig, Submission submission) {
    return assertInstanceOf(SubmissionOutcome.NotFound.class, rig.allora.receipt(submission));
  }

  @Test
  void anotherProgramWithTheSameKeyIsADoppelganger() {
    try (ChainClientFixture rig = new ChainClientFixture(options -> options);
        AlloraClient other = rig.worker(FeePolicy.standard(), network -> network)) {
      Window window = rig.opened();
      Submission ours = rig.allora.sign(rig.claim(window, "0.5"), 1);
      Submission theirs = other.sign(rig.claim(window, "0.6"), 1);
      other.broadcast(theirs);
      rig.blocks(1);
      Failure.Skip known = assertThrows(Failure.Skip.class, () -> rig.allora.sign(ours.claim(), 2));
      assertTrue(known.getMessage().contains("already"), known::getMessage);
      assertEquals("0.6", rig.allora.storedValue(window.key()).orElseThrow());
      assertInstanceOf(SubmissionOutcome.NotFound.class, rig.allora.receipt(ours));
    }
  }
}
