package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.Script;
import devnet.TopicOptions;
import domain.Attempt;
import domain.Delivery;
import domain.Failure;
import domain.Reason;
import domain.Receipt;
import domain.Submission;
import domain.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the wire does to a broadcast, and that no doubt ever becomes a second inference. */
class DeliveryTest {
  private static final String TXS = "/cosmos/tx/v1beta1/txs";

  private static Script onBroadcast(Script.Act act) {
    return (method, path, count) ->
        method.equals("POST") && path.equals(TXS) ? act : new Script.Act.Answer();
  }

  @Test
  void aLostReplyIsUnknownAndSettlesByHash() {
    try (Rig rig = new Rig(options -> options)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "0.5"), 1);
      rig.script(onBroadcast(new Script.Act.Swallow()));
      assertInstanceOf(Delivery.Unknown.class, rig.allora.broadcast(submission));
      rig.script(Script.honest());
      rig.blocks(1);
      assertInstanceOf(Receipt.Accepted.class, rig.allora.receipt(submission));
      assertEquals(1, rig.truth(window).attempts().size());
    }
  }

  @Test
  void aSecondNodeGetsTheSameBytesWhenTheFirstSaysNothing() {
    try (Rig rig = new Rig(options -> options.withEndpoints(2))) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "0.5"), 1);
      rig.script(onBroadcast(new Script.Act.Cut()));
      Delivery delivery = rig.allora.broadcast(submission);
      assertInstanceOf(Delivery.Taken.class, delivery);
      assertTrue(delivery.endpoint().endsWith(rig.devnet.nodes().get(1).uri().toString()));
      rig.blocks(1);
      assertInstanceOf(Receipt.Accepted.class, rig.allora.receipt(submission));
    }
  }

  @Test
  void aFullMempoolSendsToTheNextNodeAndLeavesTheBytesAlive() {
    try (Rig rig = new Rig(options -> options)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "0.5"), 1);
      rig.script(onBroadcast(refusal("sdk", 20, "mempool is full")));
      Delivery.Refused refused =
          assertInstanceOf(Delivery.Refused.class, rig.allora.broadcast(submission));
      assertFalse(refused.dead());
      rig.script(Script.honest());
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(submission));
    }
  }

  private static Script.Act refusal(String codespace, int code, String log) {
    String body =
        "{\"tx_response\":{\"codespace\":\"%s\",\"code\":%d,\"raw_log\":\"%s\"}}"
            .formatted(codespace, code, log);
    return new Script.Act.Say(200, "application/json", body, Map.of());
  }

  @Test
  void aFeeTooLowIsPaidByTheNextAttempt() {
    try (Rig rig = new Rig(options -> options)) {
      Window window = rig.opened();
      Submission first = rig.allora.sign(rig.claim(window, "0.5"), 1);
      String needed = "got: 1uallo required: 9000000uallo, minGasPrice: 30uallo, gas: 300000";
      rig.script(onBroadcast(refusal("sdk", 13, needed + ": insufficient fee")));
      Delivery.Refused refused =
          assertInstanceOf(Delivery.Refused.class, rig.allora.broadcast(first));
      assertTrue(refused.dead());
      rig.script(Script.honest());
      Submission second = rig.allora.sign(first.claim(), 2);
      assertEquals(first.attempt().sequence(), second.attempt().sequence(), "nothing was spent");
      long gas = second.attempt().gasLimit();
      assertTrue(second.attempt().fee().longValueExact() >= 30 * gas, "below what was required");
    }
  }

  @Test
  void aTransactionOutOfGasIsFollowedByOneWithMore() {
    try (Rig rig = new Rig(options -> options)) {
      Window window = rig.opened();
      Submission first = rig.allora.sign(rig.claim(window, "0.5"), 1);
      rig.devnet.controls().gasSurge(1.8);
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(first));
      rig.blocks(1);
      Receipt.Rejected rejected =
          assertInstanceOf(Receipt.Rejected.class, rig.allora.receipt(first));
      assertEquals(Reason.OUT_OF_GAS, rejected.failure().reason());
      assertInstanceOf(Failure.Wait.class, rejected.failure());
      Submission second = rig.allora.sign(first.claim(), 2);
      assertEquals(first.attempt().sequence() + 1, second.attempt().sequence());
      rig.allora.broadcast(second);
      rig.blocks(1);
      assertInstanceOf(Receipt.Accepted.class, rig.allora.receipt(second));
    }
  }

  @Test
  void severalTopicsThatOpenInOneBlockAllGetThrough() {
    List<TopicOptions> topics = List.of(topic(67), topic(41), topic(38));
    try (Rig rig = new Rig(options -> options.withTopics(topics))) {
      rig.blocks(2);
      List<Submission> submissions = new ArrayList<>();
      for (TopicOptions topic : topics) {
        Window window = rig.allora.window(topic.id()).orElseThrow();
        submissions.add(rig.allora.sign(rig.claim(window, "0.5"), 1));
      }
      submissions.forEach(s -> assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(s)));
      rig.blocks(1);
      submissions.forEach(
          s -> assertInstanceOf(Receipt.Accepted.class, rig.allora.receipt(s), s::toString));
    }
  }

  private static TopicOptions topic(long id) {
    return TopicOptions.logReturn(id);
  }

  @Test
  void aHigherSequenceWaitsForItsPredecessorAndIsNotGivenUp() {
    List<TopicOptions> topics = List.of(topic(67), topic(41));
    try (Rig rig = new Rig(options -> options.withTopics(topics))) {
      rig.blocks(2);
      Submission first = signed(rig, 67);
      Submission second = signed(rig, 41);
      Delivery.Refused early =
          assertInstanceOf(Delivery.Refused.class, rig.allora.broadcast(second));
      assertEquals(Reason.SEQUENCE, early.failure().reason());
      assertFalse(early.dead(), "its turn comes");
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(first));
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(second));
      rig.blocks(1);
      assertInstanceOf(Receipt.Accepted.class, rig.allora.receipt(second));
    }
  }

  private static Submission signed(Rig rig, long topic) {
    return rig.allora.sign(rig.claim(rig.allora.window(topic).orElseThrow(), "0.5"), 1);
  }

  @Test
  void aSequenceTakenByAnotherProgramIsLeftToItAtOnceIfOurBytesNeverLeft() {
    List<TopicOptions> topics = List.of(topic(67), topic(41));
    try (Rig rig = new Rig(options -> options.withTopics(topics));
        Allora other = rig.worker(FeePolicy.standard(), network -> network)) {
      rig.blocks(2);
      Submission ours = signed(rig, 67);
      Window elsewhere = other.window(41).orElseThrow();
      other.broadcast(other.sign(rig.claim(elsewhere, "0.5"), 1));
      Delivery.Refused refused =
          assertInstanceOf(Delivery.Refused.class, rig.allora.broadcast(ours));
      assertEquals(Reason.SEQUENCE, refused.failure().reason());
      assertTrue(refused.dead(), "no node ever had these bytes");
      Submission again = rig.allora.sign(ours.claim(), 2);
      assertEquals(1, again.attempt().sequence(), "the node's word, before any block");
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(again));
      rig.blocks(1);
      assertInstanceOf(Receipt.Accepted.class, rig.allora.receipt(again));
    }
  }

  @Test
  void aSequenceSpentBySomethingElseIsProvenBeforeANewAttemptIfOurBytesMayBeOut() {
    try (Rig rig = new Rig(options -> options)) {
      rig.blocks(2);
      Submission ours = signed(rig, 67);
      rig.devnet.controls().dropNext(1);
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(ours));
      rig.devnet.controls().spendSequence(StubNetwork.WORKER);
      rig.blocks(1);
      Delivery.Refused refused =
          assertInstanceOf(Delivery.Refused.class, rig.allora.broadcast(ours));
      assertFalse(refused.dead(), "these very bytes might have spent it");
      assertEquals(false, unseen(rig, ours).dead());
      rig.blocks(4);
      assertEquals(true, unseen(rig, ours).dead());
      Submission again = rig.allora.sign(ours.claim(), 2);
      assertEquals(1, again.attempt().sequence());
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(again));
      rig.blocks(1);
      assertInstanceOf(Receipt.Accepted.class, rig.allora.receipt(again));
    }
  }

  @Test
  void aNodesOwnLeastPriceIsLearntThoughItTellsNoGas() {
    try (Rig rig = new Rig(options -> options)) {
      Window window = rig.opened();
      Submission first = rig.allora.sign(rig.claim(window, "0.5"), 1);
      long needed = 40 * first.attempt().gasLimit();
      String log = "insufficient fees; got: 1uallo required: " + needed + "uallo: insufficient fee";
      rig.script(onBroadcast(refusal("sdk", 13, log)));
      rig.allora.broadcast(first);
      rig.script(Script.honest());
      Attempt second = rig.allora.sign(first.claim(), 2).attempt();
      assertTrue(second.fee().longValueExact() >= 40 * second.gasLimit(), "below the least price");
    }
  }

  private static Receipt.Unseen unseen(Rig rig, Submission submission) {
    return assertInstanceOf(Receipt.Unseen.class, rig.allora.receipt(submission));
  }

  @Test
  void anotherProgramWithTheSameKeyIsADoppelganger() {
    try (Rig rig = new Rig(options -> options);
        Allora other = rig.worker(FeePolicy.standard(), network -> network)) {
      Window window = rig.opened();
      Submission ours = rig.allora.sign(rig.claim(window, "0.5"), 1);
      Submission theirs = other.sign(rig.claim(window, "0.6"), 1);
      other.broadcast(theirs);
      rig.blocks(1);
      Failure.Skip known = assertThrows(Failure.Skip.class, () -> rig.allora.sign(ours.claim(), 2));
      assertTrue(known.getMessage().contains("already"), known::getMessage);
      assertEquals("0.6", rig.allora.stored(window.key()).orElseThrow());
      assertInstanceOf(Receipt.Unseen.class, rig.allora.receipt(ours));
    }
  }
}
