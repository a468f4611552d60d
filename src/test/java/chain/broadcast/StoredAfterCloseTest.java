package chain.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chain.AlloraClient;
import chain.ChainClientFixture;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import domain.Claim;
import domain.Failure;
import domain.Submission;
import domain.Submission.SubmissionOutcome;
import domain.market.DataOrigin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A daemon that was down from the broadcast until after the close: the nodes have cleared the
 * newest inference and list what was stored under its nonce, in the words of chain v0.6.0.
 */
@Execution(ExecutionMode.CONCURRENT)
class StoredAfterCloseTest {
  private static final String PREFIX = EmissionsVersion.V5.restPrefix();
  private static final String LIST = PREFIX + "/inferences/67/100";
  private static final String LATEST =
      PREFIX + "/topics/67/workers/" + StubNetwork.WORKER + "/latest_inference";
  private static final String CLEARED =
      "{'code':2,'message':'collections: not found: key of type emissions.v3.Inference'}";
  private static final String EMPTY = "{'inferences':{'inferences':[]}}";
  private static final String OURS =
      "{'inferences':{'inferences':[{'topic_id':'67','block_height':'100','inferer':'%s',"
              .formatted(StubNetwork.WORKER)
          + "'value':'0.0123'}]}}";
  private static final long OPEN = 140;
  private static final long CLOSED = 170;

  private final StubNode one = StubNetwork.node(EmissionsVersion.V5);
  private final StubNode two = StubNetwork.node(EmissionsVersion.V5);
  private Submission submission;

  @AfterEach
  void end() {
    one.close();
    two.close();
  }

  private static AlloraClient allora(NodeEndpoint... endpoints) {
    return new AlloraClient(
        StubNetwork.of(endpoints),
        StubNetwork.WALLET,
        Timeouts.withSpeed(20),
        FeePolicy.standard());
  }

  private void sign() {
    try (AlloraClient before = allora(one.rest())) {
      submission =
          before.sign(
              new Claim(
                  before.newestOpenWindow(67).orElseThrow(),
                  "0.0123",
                  ChainClientFixture.provenance(new DataOrigin.RealMarket("tiingo"))),
              1);
    }
  }

  private static void closed(StubNode node, String list, long height) {
    node.head(StubNetwork.CHAIN, CLOSED)
        .saysAt(height, LATEST, 500, CLEARED)
        .saysAt(height, LIST, 200, list);
  }

  private void included(StubNode node) {
    node.says(
        "/cosmos/tx/v1beta1/txs/" + submission.attempt().hash(),
        "{'tx_response':{'height':'110','codespace':'','code':0,'raw_log':'','events':[]}}");
  }

  private SubmissionOutcome receipt(NodeEndpoint... endpoints) {
    try (AlloraClient after = allora(endpoints)) {
      return after.receipt(submission);
    }
  }

  @Test
  void endsAcceptedWithAnIndexAndWithoutOne() {
    sign();
    closed(one, OURS, CLOSED);
    assertInstanceOf(SubmissionOutcome.Accepted.class, receipt(one.rest()));
    included(one);
    assertInstanceOf(SubmissionOutcome.Accepted.class, receipt(one.rest()));
  }

  @Test
  void anEmptyListFromBeforeTheCloseClosesNothing() {
    sign();
    closed(one, EMPTY, OPEN);
    SubmissionOutcome unknown = new SubmissionOutcome.NotFound(CLOSED, false);
    assertEquals(unknown, receipt(one.rest()));
    included(one);
    one.saysAt(CLOSED, LATEST, 500, CLEARED);
    assertEquals(unknown, receipt(one.rest()));
    closed(one, EMPTY, CLOSED);
    assertEquals(new SubmissionOutcome.NotStored(110), receipt(one.rest()));
  }

  @Test
  void anotherNodeThatHasItOutweighsOneThatHasNot() {
    sign();
    closed(one, EMPTY, CLOSED);
    closed(two, OURS, CLOSED);
    assertInstanceOf(SubmissionOutcome.Accepted.class, receipt(one.rest(), two.rest()));
    closed(two, EMPTY, CLOSED);
    assertEquals(new SubmissionOutcome.NotFound(CLOSED, true), receipt(one.rest(), two.rest()));
  }

  @Test
  void aNodeThatFailsIsWaitedForBeforeTheRowIsClosed() {
    sign();
    closed(one, EMPTY, CLOSED);
    closed(two, EMPTY, CLOSED);
    two.says(LIST, 500, "{'code':13,'message':'database is closed'}");
    assertEquals(new SubmissionOutcome.NotFound(CLOSED, false), receipt(one.rest(), two.rest()));
    one.head(StubNetwork.CHAIN, CLOSED + 20);
    two.head(StubNetwork.CHAIN, CLOSED + 20);
    assertEquals(
        new SubmissionOutcome.NotFound(CLOSED + 20, true), receipt(one.rest(), two.rest()));
  }

  @Test
  void clearedIsAnAnswerAndNoOtherNodeIsAskedForIt() {
    sign();
    closed(one, OURS, CLOSED);
    closed(two, OURS, CLOSED);
    receipt(one.rest(), two.rest());
    assertEquals(1, one.timesAsked(LATEST) + two.timesAsked(LATEST));
  }

  @Test
  void aTopicIsMissingWhenNodesSaySoAndUnknownWhenTheyFail() {
    String topic = PREFIX + "/topics/68";
    one.says(topic, 500, "{'code':2,'message':'error getting topic'}");
    one.says(PREFIX + "/topic_exists/68", "{'exists':true}");
    try (AlloraClient client = allora(one.rest())) {
      assertThrows(Failure.Retry.class, () -> client.topicInfo(68));
      one.says(PREFIX + "/topic_exists/68", "{'exists':false}");
      assertEquals(78, assertThrows(Failure.Stop.class, () -> client.topicInfo(68)).exitCode());
      assertThrows(Failure.Stop.class, () -> client.register(68, domain.Role.WORKER));
    }
  }
}
