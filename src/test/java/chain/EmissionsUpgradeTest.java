package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import domain.Claim;
import domain.Failure;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.market.DataOrigin;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The network is upgraded from v9 to v10 while a window is open. */
@Execution(ExecutionMode.CONCURRENT)
class EmissionsUpgradeTest {
  private static final String REFUSAL =
      "unable to resolve type URL /emissions.v9.InsertWorkerPayloadRequest: tx parse error";

  private static Claim claim(AlloraClient allora) {
    return new Claim(
        allora.newestOpenWindow(67).orElseThrow(),
        "0.5",
        ChainClientFixture.provenance(new DataOrigin.RealMarket("tiingo")));
  }

  private static void upgrade(StubNode node) {
    node.says("/emissions/v9/params", 501, "{'code':12,'message':'Not Implemented'}");
    node.says("/emissions/v10/params", "{'params':{}}");
  }

  private static AlloraClient allora(StubNode node) {
    return new AlloraClient(
        StubNetwork.of(node.rest()), StubNetwork.WALLET, Timeouts.realTime(), FeePolicy.standard());
  }

  private static boolean speaks(Submission submission, String generation) {
    byte[] bytes = Base64.getDecoder().decode(submission.attempt().txBytes());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("/emissions." + generation + ".InsertWorkerPayloadRequest");
  }

  @Test
  void theSameValueGoesOutUnderTheNewVersionAfterARefusedBroadcast() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V9);
        AlloraClient allora = allora(node)) {
      Submission old = allora.sign(claim(allora), 1);
      assertTrue(speaks(old, "v9"));
      upgrade(node);
      node.says(
          "/cosmos/tx/v1beta1/txs",
          "{'tx_response':{'codespace':'sdk','code':2,'raw_log':'" + REFUSAL + "'}}");
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, allora.broadcast(old));
      assertTrue(refused.canNeverBeIncluded());
      Submission next = allora.sign(old.claim(), 2);
      assertTrue(speaks(next, "v10"));
      assertEquals(old.attempt().sequence(), next.attempt().sequence());
    }
  }

  @Test
  void theNodesVersionDecidesWhereSeveralGenerationsAreServed() {
    assertEquals(EmissionsVersion.V9, spoken("0.16.2"));
    assertEquals(EmissionsVersion.V10, spoken("v0.17.0"));
    assertEquals(EmissionsVersion.V10, spoken("1.0.0"));
    assertEquals(EmissionsVersion.V10, spoken("unheard of"), "the newest served");
  }

  @Test
  void aGenerationThatIsNotServedIsNotSpokenWhateverTheVersionSays() {
    assertEquals(EmissionsVersion.V10, spoken("0.6.0"));
  }

  private static EmissionsVersion spoken(String version) {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V9);
        AlloraClient allora = allora(node)) {
      node.says("/emissions/v10/params", "{'params':{}}");
      node.says(
          "/cosmos/base/tendermint/v1beta1/node_info",
          "{'application_version':{'version':'" + version + "'}}");
      return allora.networkInfo().emissionsVersion();
    }
  }

  @Test
  void aRefusedSimulationIsEnoughToNotice() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V9);
        AlloraClient allora = allora(node)) {
      Claim claim = claim(allora);
      upgrade(node);
      node.says("/cosmos/tx/v1beta1/simulate", 500, "{'code':2,'message':'" + REFUSAL + "'}");
      assertThrows(Failure.Retry.class, () -> allora.sign(claim, 1));
      assertEquals(EmissionsVersion.V10, allora.networkInfo().emissionsVersion());
    }
  }
}
