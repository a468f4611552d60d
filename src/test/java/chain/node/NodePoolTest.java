package chain.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.StubNetwork;
import chain.StubNode;
import chain.http.NodeUnavailableException;
import chain.model.EmissionsVersion;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import domain.Failure;
import domain.FailureReason;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import laws.RefusingPort;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many nodes, one of them good: the good one is found, and each bad one is named. */
class NodePoolTest {
  private static final String QUESTION = "/emissions/v10/params";
  private final AtomicLong nanos = new AtomicLong();

  /** The first call of a process takes longer than the deadlines here. */
  @BeforeAll
  static void callOnce() {
    try (StubNode node = good();
        NodePool nodes = new NodePool(StubNetwork.of(node.rest()), Timeouts.realTime())) {
      nodes.get(QUESTION);
    }
  }

  private NodePool nodes(NodeEndpoint... endpoints) {
    return new NodePool(StubNetwork.of(endpoints), new Timeouts(1000, nanos::get));
  }

  private void later(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  private static StubNode good() {
    return StubNetwork.node(EmissionsVersion.V10);
  }

  private void passesOver(StubNode bad, String named) {
    passesOver(bad, good(), named);
  }

  private void passesOver(StubNode bad, StubNode good, String named) {
    try (bad;
        good;
        NodePool nodes = nodes(bad.rest(), good.rest())) {
      assertEquals(good.rest(), nodes.get(QUESTION).endpoint());
      String problems = nodes.monitor().faults().toString();
      assertTrue(problems.contains(bad.rest() + " ") && problems.contains(named), problems);
    }
  }

  @Test
  void passesOverAWebPage() {
    passesOver(
        new StubNode().says(NodeProbe.LATEST, "<html>maintenance</html>"),
        "answered 200 with a web page instead of JSON");
  }

  @Test
  void passesOverAnEmptyBody() {
    passesOver(new StubNode().says(NodeProbe.LATEST, ""), "answered 200 with an empty body");
  }

  @Test
  void passesOverTruncatedJson() {
    passesOver(
        new StubNode().says(NodeProbe.LATEST, "{'block':{'header':{'chain"),
        "a body that is not JSON");
  }

  @Test
  void passesOverEveryKindOfGatewayTrouble() {
    for (int status : new int[] {403, 429, 502, 503, 504}) {
      passesOver(new StubNode().says(NodeProbe.LATEST, status, "<html>"), "answered " + status);
    }
  }

  @Test
  void passesOverAnotherChain() {
    passesOver(
        new StubNode().head("allora-mainnet-1", 105),
        "is on chain allora-mainnet-1 instead of " + StubNetwork.CHAIN);
  }

  @Test
  void passesOverALaggingNode() {
    StubNode ahead = good().head(StubNetwork.CHAIN, 3000);
    passesOver(new StubNode().head(StubNetwork.CHAIN, 105), ahead, "blocks behind");
  }

  @Test
  void namesTheRightSpellingOfANodeInTheWrongSlot() {
    StubNode rpc = new StubNode();
    rpc.says(
        "/status",
        "{'jsonrpc':'2.0','id':-1,'result':{'node_info':{'network':'allora-testnet-1'},"
            + "'sync_info':{'latest_block_height':'105',"
            + "'latest_block_time':'2025-12-17T20:11:05Z'}}}");
    passesOver(rpc, "serves another protocol: write it as " + rpc.rpc());
  }

  @Test
  void aHalfOpenNodeCostsOneDeadlineAtMost() {
    try (StubNode bad = new StubNode().hangs(true);
        StubNode good = good();
        NodePool nodes = nodes(bad.rest(), good.rest())) {
      long before = System.nanoTime();
      assertEquals(good.rest(), nodes.get(QUESTION).endpoint());
      assertTrue(System.nanoTime() - before < 2_000_000_000L, "the good node was kept waiting");
      assertThrows(
          NodeUnavailableException.class,
          () -> nodes.httpClient().get(bad.rest(), QUESTION),
          "is half-open");
    }
  }

  @Test
  void aNodeThatDiesBetweenTwoQuestionsIsReplacedWithinTheSecond() {
    try (StubNode first = good();
        StubNode second = good();
        NodePool nodes = nodes(first.rest(), second.rest())) {
      assertEquals(first.rest(), nodes.get(QUESTION).endpoint());
      first.dies();
      assertEquals(second.rest(), nodes.get(QUESTION).endpoint());
    }
  }

  @Test
  void aSlowNodeIsNotWaitedForAloneWhileThereIsAnother() {
    Timeouts slow = new Timeouts(1, nanos::get);
    try (StubNode first = good().hangsAt(QUESTION);
        StubNode second = good();
        NodePool nodes = new NodePool(StubNetwork.of(first.rest(), second.rest()), slow)) {
      long before = System.nanoTime();
      assertEquals(second.rest(), nodes.get(QUESTION).endpoint());
      assertTrue(
          System.nanoTime() - before < slow.httpCallTimeout().toNanos(), "waited to the deadline");
      assertEquals(1, first.timesAsked(QUESTION));
    }
  }

  @Test
  void nodesThatAllFailAreAskedAgainAfterARest() {
    try (StubNode first = good().busy(2);
        StubNode second = good().busy(1);
        NodePool nodes = nodes(first.rest(), second.rest())) {
      assertEquals(200, nodes.get(QUESTION).status());
    }
  }

  @Test
  void nodesThatGoOnFailingAreNotHammered() {
    try (StubNode only = good().busy(100);
        NodePool nodes = nodes(only.rest())) {
      assertThrows(Failure.Retry.class, () -> nodes.get(QUESTION));
      assertEquals(12, only.timesAsked(QUESTION), "three times in each of four rounds");
    }
  }

  /** After a restart the gateway comes up later than RPC. */
  @Test
  void aRestingRestNodeIsAskedAgainAlthoughAnRpcNodeAnswers() {
    try (StubNode node = good();
        NodePool nodes = nodes(node.rest(), node.rpc())) {
      node.says(
          "/status",
          "{'result':{'node_info':{'network':'allora-testnet-1'},'sync_info':"
              + "{'latest_block_height':'105','latest_block_time':'2023-11-14T22:22:05Z'}}}");
      assertEquals(200, nodes.get(QUESTION).status());
      node.says(NodeProbe.LATEST, 503, "<html>").says(QUESTION, 503, "<html>");
      for (int failure = 1; failure <= 6; failure++) {
        later(25);
        assertThrows(Failure.Retry.class, () -> nodes.get(QUESTION));
      }
      node.head(StubNetwork.CHAIN, 105).says(QUESTION, "{'params':{}}");
      later(25);
      assertEquals(200, nodes.get(QUESTION).status());
    }
  }

  /** Of one bad node one answer in many is enough. */
  @Test
  void aNodeThatHidesItsHeadForSomeBlocksIsStillAsked() {
    try (StubNode node = good();
        NodePool nodes = nodes(node.rest())) {
      assertEquals(200, nodes.get(QUESTION).status());
      node.says(NodeProbe.LATEST, 503, "<html>");
      later(100);
      assertEquals(105, nodes.monitor().bestHead().height());
      assertEquals(200, nodes.get(QUESTION).status());
      later(1_000);
      assertThrows(Failure.Retry.class, () -> nodes.monitor().bestHead());
    }
  }

  @Test
  void aNodeThatReturnsMustAnswerTwiceBeforeItIsPreferredAgain() {
    try (StubNode first = good();
        StubNode second = good();
        NodePool nodes = nodes(first.rest(), second.rest())) {
      first.says(NodeProbe.LATEST, 502, "");
      assertEquals(second.rest(), nodes.get(QUESTION).endpoint());
      first.head(StubNetwork.CHAIN, 106);
      later(30);
      assertEquals(second.rest(), nodes.get(QUESTION).endpoint(), "still resting");
      later(100);
      assertEquals(second.rest(), nodes.get(QUESTION).endpoint(), "answered once");
      later(100);
      assertEquals(first.rest(), nodes.get(QUESTION).endpoint(), "answered twice");
    }
  }

  @Test
  void aFrozenNodeIsNotBelievedEvenAlone() {
    try (StubNode only = good();
        NodePool nodes = nodes(only.rest())) {
      nodes.get(QUESTION);
      later(3_100);
      Failure.Retry wait = assertThrows(Failure.Retry.class, () -> nodes.get(QUESTION));
      assertEquals(FailureReason.NO_ENDPOINT, wait.reason());
      assertTrue(wait.getMessage().contains("stands still at height 105"), wait::getMessage);
      only.head(StubNetwork.CHAIN, 106);
      later(100);
      assertEquals(200, nodes.get(QUESTION).status());
    }
  }

  @Test
  void onlyNodesOfAnotherChainStopTheProgram() {
    try (StubNode only = new StubNode().head("allora-mainnet-1", 105);
        NodePool nodes = nodes(only.rest())) {
      Failure.Stop stop = assertThrows(Failure.Stop.class, () -> nodes.get(QUESTION));
      assertEquals(FailureReason.WRONG_NETWORK, stop.reason());
      assertEquals(78, stop.exitCode());
    }
  }

  @Test
  void aNodeOfAnotherChainStopsNothingWhileOurOwnIsOnlyDown() {
    try (StubNode foreign = new StubNode().head("allora-mainnet-1", 105);
        NodePool nodes =
            nodes(NodeEndpoint.parse("rest+http://" + RefusingPort.address()), foreign.rest())) {
      Failure.Retry wait = assertThrows(Failure.Retry.class, () -> nodes.get(QUESTION));
      assertEquals(FailureReason.NO_ENDPOINT, wait.reason());
      assertTrue(wait.getMessage().contains("is on chain allora-mainnet-1"), wait::getMessage);
    }
  }

  @Test
  void aNodeThatAsksToBeLeftAloneIsLeftAloneEvenIfItIsTheOnlyOne() {
    try (StubNode only = new StubNode().says(NodeProbe.LATEST, 429, "retry-after", "30");
        NodePool nodes = nodes(only.rest())) {
      assertThrows(Failure.Retry.class, () -> nodes.get(QUESTION));
      later(29_000);
      Failure.Retry wait = assertThrows(Failure.Retry.class, () -> nodes.get(QUESTION));
      assertTrue(wait.getMessage().contains("wait for 30 s"), wait::getMessage);
      assertEquals(1, only.timesAsked(NodeProbe.LATEST));
      later(2_000);
      only.head(StubNetwork.CHAIN, 105).says(QUESTION, "{'params':{}}");
      assertEquals(200, nodes.get(QUESTION).status());
    }
  }

  @Test
  void aNodeThatFailsOverAQuestionIsPassedOverForThatQuestion() {
    try (StubNode first = good().says(QUESTION, 500, "{'code':13,'message':'boom'}");
        StubNode second = good();
        NodePool nodes = nodes(first.rest(), second.rest())) {
      assertEquals(second.rest(), nodes.get(QUESTION).endpoint());
      second.says(QUESTION, 500, "{'code':2,'message':'too'}");
      assertEquals("boom", nodes.get(QUESTION).errorMessage());
    }
  }

  @Test
  void namesWhereANodeHasMovedTo() {
    passesOver(
        new StubNode().says(NodeProbe.LATEST, 301, "location", "https://elsewhere.example/"),
        "it has moved to https://elsewhere.example/");
  }

  private static StubNode wasReset(StubNode node) {
    return head(node, 12, "2040-01-01T00:00:00Z");
  }

  private static StubNode head(StubNode node, long height, String time) {
    return node.says(
        NodeProbe.LATEST,
        "{'block':{'header':{'chain_id':'allora-testnet-1','height':'%d','time':'%s'}}}"
            .formatted(height, time));
  }

  /** The head of the stub's chain, moved by a lie. */
  private static StubNode head(StubNode node, long height, long lie) {
    return head(node, height + lie, Instant.ofEpochSecond(1_700_000_000L + 5 * height).toString());
  }

  private Failure survey(NodePool nodes) {
    later(100);
    return assertThrows(Failure.class, () -> nodes.monitor().bestHead());
  }

  @Test
  void aChainThatWasResetStopsTheProgramAfterSeveralSurveys() {
    try (StubNode only = new StubNode().head(StubNetwork.CHAIN, 900_000);
        NodePool nodes = nodes(only.rest())) {
      assertEquals(900_000, nodes.monitor().bestHead().height());
      wasReset(only);
      assertInstanceOf(Failure.Retry.class, survey(nodes));
      assertInstanceOf(Failure.Retry.class, survey(nodes));
      Failure.Stop stop = assertInstanceOf(Failure.Stop.class, survey(nodes));
      assertEquals(2, stop.exitCode());
      assertTrue(stop.getMessage().contains("has been reset"), stop::getMessage);
    }
  }

  @Test
  void aResetToldByOneOfTwoNodesStopsNothing() {
    try (StubNode first = new StubNode().head(StubNetwork.CHAIN, 900_000);
        StubNode second = new StubNode().head(StubNetwork.CHAIN, 900_000);
        NodePool nodes = nodes(first.rest(), second.rest())) {
      nodes.monitor().bestHead();
      wasReset(first);
      for (int block = 1; block <= 6; block++) {
        second.head(StubNetwork.CHAIN, 900_000 + block);
        later(100);
        assertEquals(900_000 + block, nodes.monitor().bestHead().height());
      }
    }
  }

  /** Also when the lie is told at the first look, and again later. */
  @Test
  void aHeightThatIsImpossibleIsNotBelievedOfOneOfTwoNodes() {
    try (StubNode liar = new StubNode();
        StubNode honest = new StubNode().head(StubNetwork.CHAIN, 105);
        NodePool nodes = nodes(liar.rest(), honest.rest())) {
      for (int block = 0; block < 12; block++) {
        boolean lying = block < 4 || block > 7;
        head(liar, 105 + block, lying ? 3_000_000 : 0);
        honest.head(StubNetwork.CHAIN, 105 + block);
        assertEquals(105 + block, nodes.monitor().bestHead().height());
        later(25);
      }
    }
  }

  /** With nobody to contradict it the jump is believed, and forgotten when it is taken back. */
  @Test
  void aHeightThatTheOnlyNodeTakesBackLeavesNothingBehind() {
    try (StubNode only = new StubNode().head(StubNetwork.CHAIN, 105);
        NodePool nodes = nodes(only.rest())) {
      nodes.monitor().bestHead();
      head(only, 106, 3_000_000);
      later(25);
      assertEquals(3_000_106, nodes.monitor().bestHead().height());
      only.head(StubNetwork.CHAIN, 110);
      later(25);
      assertEquals(110, nodes.monitor().bestHead().height());
    }
  }

  @Test
  void twoNodesThatAgreeTakeASmallLieBackAfterSeveralSurveys() {
    try (StubNode liar = new StubNode().head(StubNetwork.CHAIN, 125);
        StubNode honest = new StubNode().head(StubNetwork.CHAIN, 105);
        NodePool nodes = new NodePool(StubNetwork.of(liar.rest(), honest.rest()), slow())) {
      assertEquals(125, nodes.monitor().bestHead().height());
      liar.head(StubNetwork.CHAIN, 106);
      honest.head(StubNetwork.CHAIN, 106);
      later(1_100);
      assertThrows(Failure.Retry.class, () -> nodes.monitor().bestHead());
      later(1_100);
      assertThrows(Failure.Retry.class, () -> nodes.monitor().bestHead());
      later(1_100);
      assertEquals(106, nodes.monitor().bestHead().height());
    }
  }

  private Timeouts slow() {
    return new Timeouts(1, nanos::get);
  }

  @Test
  void aBlockTimeOfTomorrowIsNotBelievedOfOneOfTwoNodes() {
    try (StubNode liar = good();
        StubNode honest = good();
        NodePool nodes = nodes(liar.rest(), honest.rest())) {
      nodes.monitor().bestHead();
      head(liar, 106, "2023-11-16T00:00:00Z");
      honest.head(StubNetwork.CHAIN, 106);
      later(25);
      assertEquals(honest.rest(), nodes.monitor().bestHead().endpoint());
    }
  }

  @Test
  void nobodyAtAllIsNoEndpointAndNeverNoWindow() {
    try (NodePool nodes = nodes(NodeEndpoint.parse("rest+http://" + RefusingPort.address()))) {
      Failure.Retry wait = assertThrows(Failure.Retry.class, () -> nodes.get(QUESTION));
      assertEquals(FailureReason.NO_ENDPOINT, wait.reason());
      assertTrue(wait.getMessage().contains("is not reachable"), wait::getMessage);
    }
  }
}
