package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.Reason;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many nodes, one of them good: the good one is found, and each bad one is named. */
class NodesTest {
  private static final String QUESTION = "/emissions/v10/params";
  private final AtomicLong nanos = new AtomicLong();

  private Nodes nodes(Endpoint... endpoints) {
    return new Nodes(StubNetwork.of(endpoints), new Pace(1000, nanos::get));
  }

  private void later(long millis) {
    nanos.addAndGet(millis * 1_000_000);
  }

  private static StubNode good() {
    return StubNetwork.node(Emissions.V10);
  }

  private void passesOver(StubNode bad, String named) {
    try (bad;
        StubNode good = good();
        Nodes nodes = nodes(bad.rest(), good.rest())) {
      assertEquals(good.rest(), nodes.get(QUESTION).from());
      String troubles = nodes.watch().troubles().toString();
      assertTrue(troubles.contains(bad.rest() + " ") && troubles.contains(named), troubles);
    }
  }

  @Test
  void passesOverAWebPage() {
    passesOver(
        new StubNode().says(Probe.LATEST, "<html>maintenance</html>"),
        "answered 200 with a web page instead of JSON");
  }

  @Test
  void passesOverAnEmptyBody() {
    passesOver(new StubNode().says(Probe.LATEST, ""), "answered 200 with an empty body");
  }

  @Test
  void passesOverTruncatedJson() {
    passesOver(
        new StubNode().says(Probe.LATEST, "{'block':{'header':{'chain"), "a body that is not JSON");
  }

  @Test
  void passesOverEveryKindOfGatewayTrouble() {
    for (int status : new int[] {403, 429, 502, 503, 504}) {
      passesOver(new StubNode().says(Probe.LATEST, status, "<html>"), "answered " + status);
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
    passesOver(new StubNode().head(StubNetwork.CHAIN, -2000), "blocks behind");
  }

  @Test
  void namesTheRightSpellingOfANodeInTheWrongSlot() {
    StubNode rpc = new StubNode();
    rpc.says(
        "/status",
        "{'jsonrpc':'2.0','id':-1,'result':{'node_info':{'network':'allora-testnet-1'},"
            + "'sync_info':{'latest_block_height':'105',"
            + "'latest_block_time':'2025-12-17T20:11:05Z'}}}");
    passesOver(rpc, "speaks another protocol: write it as " + rpc.rpc());
  }

  @Test
  void aHalfOpenNodeCostsOneDeadlineAtMost() {
    try (StubNode bad = new StubNode().hangs(true);
        StubNode good = good();
        Nodes nodes = nodes(bad.rest(), good.rest())) {
      long before = System.nanoTime();
      assertEquals(good.rest(), nodes.get(QUESTION).from());
      assertTrue(System.nanoTime() - before < 2_000_000_000L, "the good node was kept waiting");
      assertThrows(Silence.class, () -> nodes.wire().get(bad.rest(), QUESTION), "is half-open");
    }
  }

  @Test
  void aNodeThatDiesBetweenTwoQuestionsIsReplacedWithinTheSecond() {
    try (StubNode first = good();
        StubNode second = good();
        Nodes nodes = nodes(first.rest(), second.rest())) {
      assertEquals(first.rest(), nodes.get(QUESTION).from());
      first.dies();
      assertEquals(second.rest(), nodes.get(QUESTION).from());
    }
  }

  @Test
  void aSlowNodeIsNotWaitedForAloneWhileThereIsAnother() {
    Pace slow = new Pace(1, nanos::get);
    try (StubNode first = good().hangsAt(QUESTION);
        StubNode second = good();
        Nodes nodes = new Nodes(StubNetwork.of(first.rest(), second.rest()), slow)) {
      long before = System.nanoTime();
      assertEquals(second.rest(), nodes.get(QUESTION).from());
      assertTrue(System.nanoTime() - before < slow.deadline().toNanos(), "waited to the deadline");
      assertEquals(1, first.timesAsked(QUESTION));
    }
  }

  @Test
  void nodesThatAllFailAreAskedAgainAfterARest() {
    try (StubNode first = good().busy(2);
        StubNode second = good().busy(1);
        Nodes nodes = nodes(first.rest(), second.rest())) {
      assertEquals(200, nodes.get(QUESTION).status());
    }
  }

  @Test
  void nodesThatGoOnFailingAreNotHammered() {
    try (StubNode only = good().busy(100);
        Nodes nodes = nodes(only.rest())) {
      assertThrows(Failure.Wait.class, () -> nodes.get(QUESTION));
      assertEquals(4, only.timesAsked(QUESTION));
    }
  }

  @Test
  void aNodeThatReturnsMustAnswerTwiceBeforeItIsPreferredAgain() {
    try (StubNode first = good();
        StubNode second = good();
        Nodes nodes = nodes(first.rest(), second.rest())) {
      first.says(Probe.LATEST, 502, "");
      assertEquals(second.rest(), nodes.get(QUESTION).from());
      first.head(StubNetwork.CHAIN, 106);
      later(30);
      assertEquals(second.rest(), nodes.get(QUESTION).from(), "still resting");
      later(100);
      assertEquals(second.rest(), nodes.get(QUESTION).from(), "answered once");
      later(100);
      assertEquals(first.rest(), nodes.get(QUESTION).from(), "answered twice");
    }
  }

  @Test
  void aFrozenNodeIsNotBelievedEvenAlone() {
    try (StubNode only = good();
        Nodes nodes = nodes(only.rest())) {
      nodes.get(QUESTION);
      later(3_100);
      Failure.Wait wait = assertThrows(Failure.Wait.class, () -> nodes.get(QUESTION));
      assertEquals(Reason.NO_ENDPOINT, wait.reason());
      assertTrue(wait.getMessage().contains("stands still at height 105"), wait::getMessage);
      only.head(StubNetwork.CHAIN, 106);
      later(100);
      assertEquals(200, nodes.get(QUESTION).status());
    }
  }

  @Test
  void onlyNodesOfAnotherChainStopTheProgram() {
    try (StubNode only = new StubNode().head("allora-mainnet-1", 105);
        Nodes nodes = nodes(only.rest())) {
      Failure.Stop stop = assertThrows(Failure.Stop.class, () -> nodes.get(QUESTION));
      assertEquals(Reason.WRONG_NETWORK, stop.reason());
      assertEquals(78, stop.exitCode());
    }
  }

  @Test
  void aNodeOfAnotherChainStopsNothingWhileOurOwnIsOnlyDown() {
    try (StubNode foreign = new StubNode().head("allora-mainnet-1", 105);
        Nodes nodes = nodes(Endpoint.parse("rest+http://127.0.0.1:1"), foreign.rest())) {
      Failure.Wait wait = assertThrows(Failure.Wait.class, () -> nodes.get(QUESTION));
      assertEquals(Reason.NO_ENDPOINT, wait.reason());
      assertTrue(wait.getMessage().contains("is on chain allora-mainnet-1"), wait::getMessage);
    }
  }

  @Test
  void aNodeThatAsksToBeLeftAloneIsLeftAloneEvenIfItIsTheOnlyOne() {
    try (StubNode only = new StubNode().says(Probe.LATEST, 429, "retry-after", "30");
        Nodes nodes = nodes(only.rest())) {
      assertThrows(Failure.Wait.class, () -> nodes.get(QUESTION));
      later(29_000);
      Failure.Wait wait = assertThrows(Failure.Wait.class, () -> nodes.get(QUESTION));
      assertTrue(wait.getMessage().contains("left alone for 30 s"), wait::getMessage);
      assertEquals(1, only.timesAsked(Probe.LATEST));
      later(2_000);
      only.head(StubNetwork.CHAIN, 105).says(QUESTION, "{'params':{}}");
      assertEquals(200, nodes.get(QUESTION).status());
    }
  }

  @Test
  void aNodeThatFailsOverAQuestionIsPassedOverForThatQuestion() {
    try (StubNode first = good().says(QUESTION, 500, "{'code':13,'message':'boom'}");
        StubNode second = good();
        Nodes nodes = nodes(first.rest(), second.rest())) {
      assertEquals(second.rest(), nodes.get(QUESTION).from());
      second.says(QUESTION, 500, "{'code':2,'message':'too'}");
      assertEquals("boom", nodes.get(QUESTION).message());
    }
  }

  @Test
  void namesWhereANodeHasMovedTo() {
    passesOver(
        new StubNode().says(Probe.LATEST, 301, "location", "https://elsewhere.example/"),
        "it has moved to https://elsewhere.example/");
  }

  @Test
  void aChainThatWasResetStopsTheProgram() {
    try (StubNode only = new StubNode().head(StubNetwork.CHAIN, 900_000);
        Nodes nodes = nodes(only.rest())) {
      assertEquals(900_000, nodes.watch().head().height());
      only.says(
          Probe.LATEST,
          "{'block':{'header':{'chain_id':'allora-testnet-1','height':'12',"
              + "'time':'2040-01-01T00:00:00Z'}}}");
      later(100);
      Failure.Stop stop = assertThrows(Failure.Stop.class, () -> nodes.watch().head());
      assertEquals(2, stop.exitCode());
      assertTrue(stop.getMessage().contains("has been reset"), stop::getMessage);
    }
  }

  @Test
  void nobodyAtAllIsNoEndpointAndNeverNoWindow() {
    try (Nodes nodes = nodes(Endpoint.parse("rest+http://127.0.0.1:1"))) {
      Failure.Wait wait = assertThrows(Failure.Wait.class, () -> nodes.get(QUESTION));
      assertEquals(Reason.NO_ENDPOINT, wait.reason());
      assertTrue(wait.getMessage().contains("is not reachable"), wait::getMessage);
    }
  }
}
