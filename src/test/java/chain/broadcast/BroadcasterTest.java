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
import devnet.ledger.GenesisTopic;
import devnet.server.FaultPolicy;
import domain.Attempt;
import domain.Failure;
import domain.FailureReason;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
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
            : new FaultPolicy.RequestAction.ReplyNormally();
  }

  @Test
  void aLostReplyIsUnknownAndSettlesByHash() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "0.5"), 1);
      client.script(onBroadcast(new FaultPolicy.RequestAction.LoseReply()));
      assertInstanceOf(BroadcastResult.Unconfirmed.class, client.allora.broadcast(submission));
      client.script(FaultPolicy.noFaults());
      client.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(submission));
      assertEquals(1, client.truth(window).includedPayloads().size());
    }
  }

  @Test
  void aSecondNodeGetsTheSameBytesWhenTheFirstSaysNothing() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options.withNodeCount(2))) {
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "0.5"), 1);
      client.script(onBroadcast(new FaultPolicy.RequestAction.CloseConnection()));
      BroadcastResult delivery = client.allora.broadcast(submission);
      assertInstanceOf(BroadcastResult.InMempool.class, delivery);
      assertTrue(delivery.endpoint().endsWith(client.devnet.restNodes().get(1).uri().toString()));
      client.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(submission));
    }
  }

  @Test
  void aFullMempoolSendsToTheNextNodeAndLeavesTheBytesAlive() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "0.5"), 1);
      client.script(onBroadcast(refusal("sdk", 20, "mempool is full")));
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, client.allora.broadcast(submission));
      assertFalse(refused.canNeverBeIncluded());
      client.script(FaultPolicy.noFaults());
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(submission));
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
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      Submission first = client.allora.sign(client.claim(window, "0.5"), 1);
      String needed = "got: 1uallo required: 9000000uallo, minGasPrice: 30uallo, gas: 300000";
      client.script(onBroadcast(refusal("sdk", 13, needed + ": insufficient fee")));
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, client.allora.broadcast(first));
      assertTrue(refused.canNeverBeIncluded());
      client.script(FaultPolicy.noFaults());
      Submission second = client.allora.sign(first.claim(), 2);
      assertEquals(first.attempt().sequence(), second.attempt().sequence(), "nothing was spent");
      long gas = second.attempt().gasLimit();
      assertTrue(second.attempt().fee().longValueExact() >= 30 * gas, "below what was required");
    }
  }

  @Test
  void aTransactionOutOfGasIsFollowedByOneWithMore() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      Submission first = client.allora.sign(client.claim(window, "0.5"), 1);
      client.devnet.controls().setGasFactor(1.8);
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(first));
      client.blocks(1);
      SubmissionOutcome.Rejected rejected =
          assertInstanceOf(SubmissionOutcome.Rejected.class, client.allora.receipt(first));
      assertEquals(FailureReason.OUT_OF_GAS, rejected.failure().reason());
      assertInstanceOf(Failure.Retry.class, rejected.failure());
      Submission second = client.allora.sign(first.claim(), 2);
      assertEquals(first.attempt().sequence() + 1, second.attempt().sequence());
      client.allora.broadcast(second);
      client.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(second));
    }
  }

  @Test
  void severalTopicsThatOpenInOneBlockAllGetThrough() {
    List<GenesisTopic> topics = List.of(topic(67), topic(41), topic(38));
    try (ChainClientFixture client =
        new ChainClientFixture(options -> options.withTopics(topics))) {
      client.blocks(2);
      List<Submission> submissions = new ArrayList<>();
      for (GenesisTopic topic : topics) {
        Window window = client.allora.newestOpenWindow(topic.id()).orElseThrow();
        submissions.add(client.allora.sign(client.claim(window, "0.5"), 1));
      }
      submissions.forEach(
          s -> assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(s)));
      client.blocks(1);
      submissions.forEach(
          s ->
              assertInstanceOf(
                  SubmissionOutcome.Accepted.class, client.allora.receipt(s), s::toString));
    }
  }

  private static GenesisTopic topic(long id) {
    return GenesisTopic.logReturnTopic(id);
  }

  @Test
  void aHigherSequenceWaitsForItsPredecessorAndIsNotGivenUp() {
    List<GenesisTopic> topics = List.of(topic(67), topic(41));
    try (ChainClientFixture client =
        new ChainClientFixture(options -> options.withTopics(topics))) {
      client.blocks(2);
      Submission first = signed(client, 67);
      Submission second = signed(client, 41);
      BroadcastResult.Refused early =
          assertInstanceOf(BroadcastResult.Refused.class, client.allora.broadcast(second));
      assertEquals(FailureReason.SEQUENCE, early.failure().reason());
      assertFalse(early.canNeverBeIncluded(), "its turn comes");
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(first));
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(second));
      client.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(second));
    }
  }

  private static Submission signed(ChainClientFixture client, long topic) {
    return client.allora.sign(
        client.claim(client.allora.newestOpenWindow(topic).orElseThrow(), "0.5"), 1);
  }

  @Test
  void aSequenceTakenByAnotherProgramIsLeftToItAtOnceIfOurBytesNeverLeft() {
    List<GenesisTopic> topics = List.of(topic(67), topic(41));
    try (ChainClientFixture client = new ChainClientFixture(options -> options.withTopics(topics));
        AlloraClient other = client.worker(FeePolicy.standard(), network -> network)) {
      client.blocks(2);
      Submission submission = signed(client, 67);
      Window elsewhere = other.newestOpenWindow(41).orElseThrow();
      other.broadcast(other.sign(client.claim(elsewhere, "0.5"), 1));
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, client.allora.broadcast(submission));
      assertEquals(FailureReason.SEQUENCE, refused.failure().reason());
      assertTrue(refused.canNeverBeIncluded(), "no node ever had these bytes");
      Submission again = client.allora.sign(submission.claim(), 2);
      assertEquals(1, again.attempt().sequence(), "the node's word, before any block");
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(again));
      client.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(again));
    }
  }

  @Test
  void aSequenceSpentBySomethingElseIsProvenBeforeANewAttemptIfOurBytesMayBeOut() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      client.blocks(2);
      Submission submission = signed(client, 67);
      client.devnet.controls().dropNextTransactions(1);
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(submission));
      client.devnet.controls().incrementSequence(StubNetwork.WORKER);
      client.blocks(1);
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, client.allora.broadcast(submission));
      assertFalse(refused.canNeverBeIncluded(), "these very bytes might have spent it");
      assertEquals(false, unseen(client, submission).canNeverBeIncluded());
      client.blocks(4);
      assertEquals(true, unseen(client, submission).canNeverBeIncluded());
      Submission again = client.allora.sign(submission.claim(), 2);
      assertEquals(1, again.attempt().sequence());
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(again));
      client.blocks(1);
      assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(again));
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
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Submission first = client.allora.sign(client.claim(client.opened(), "0.5"), 1);
      Attempt refused = first.attempt();
      long needed = 40 * refused.gasLimit();
      String log =
          text.replace("NEED", Long.toString(needed))
              .replace("GOT", refused.fee().toString())
              .replace("GAS", Long.toString(refused.gasLimit()));
      Attempt second = attemptAfter(client, first, refusal("sdk", 13, log));
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
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Submission first = client.allora.sign(client.claim(client.opened(), "0.5"), 1);
      Attempt second = attemptAfter(client, first, refusal("sdk", 13, text));
      assertEquals(first.attempt().gasLimit(), second.gasLimit());
      double rise = second.fee().doubleValue() / first.attempt().fee().doubleValue();
      assertEquals(1.25, rise, 1e-6);
    }
  }

  @Test
  void aShortGasLimitRaisesTheGasAndNotThePrice() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Submission first = client.allora.sign(client.claim(client.opened(), "0.5"), 1);
      Attempt second = attemptAfter(client, first, refusal("sdk", 11, "out of gas in location"));
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
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Submission first = client.allora.sign(client.claim(client.opened(), "0.5"), 1);
      Attempt second = attemptAfter(client, first, refusal("sdk", code, text));
      assertEquals(first.attempt().sequence(), second.sequence());
      assertEquals(first.attempt().gasLimit(), second.gasLimit());
      assertEquals(first.attempt().fee(), second.fee());
    }
  }

  private static Attempt attemptAfter(
      ChainClientFixture client, Submission first, FaultPolicy.RequestAction refusal) {
    client.script(onBroadcast(refusal));
    assertInstanceOf(BroadcastResult.Refused.class, client.allora.broadcast(first));
    client.script(FaultPolicy.noFaults());
    return client.allora.sign(first.claim(), 2).attempt();
  }

  private static SubmissionOutcome.NotFound unseen(
      ChainClientFixture client, Submission submission) {
    return assertInstanceOf(SubmissionOutcome.NotFound.class, client.allora.receipt(submission));
  }

  @Test
  void namesAnotherProcessWithTheSameKeyADuplicateWorker() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options);
        AlloraClient other = client.worker(FeePolicy.standard(), network -> network)) {
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "0.5"), 1);
      Submission foreign = other.sign(client.claim(window, "0.6"), 1);
      other.broadcast(foreign);
      client.blocks(1);
      Failure.Skip known =
          assertThrows(Failure.Skip.class, () -> client.allora.sign(submission.claim(), 2));
      assertTrue(known.getMessage().contains("already"), known::getMessage);
      assertEquals("0.6", client.allora.storedValue(window.key()).orElseThrow());
      assertInstanceOf(SubmissionOutcome.NotFound.class, client.allora.receipt(submission));
    }
  }
}
