package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.Delivery;
import domain.Failure;
import domain.Origin;
import domain.Submission;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The network is upgraded from v9 to v10 while a window is open. */
class UpgradeTest {
  private static final String REFUSAL =
      "unable to resolve type URL /emissions.v9.InsertWorkerPayloadRequest: tx parse error";

  private static Claim claim(Allora allora) {
    return new Claim(
        allora.window(67).orElseThrow(), "0.5", Rig.provenance(new Origin.Market("tiingo")));
  }

  private static void upgrade(StubNode node) {
    node.says("/emissions/v9/params", 501, "{'code':12,'message':'Not Implemented'}");
    node.says("/emissions/v10/params", "{'params':{}}");
  }

  private static Allora allora(StubNode node) {
    return new Allora(
        StubNetwork.of(node.rest()), StubNetwork.WALLET, Pace.real(), FeePolicy.standard());
  }

  private static boolean speaks(Submission submission, String generation) {
    byte[] bytes = Base64.getDecoder().decode(submission.attempt().txBytes());
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("/emissions." + generation + ".InsertWorkerPayloadRequest");
  }

  @Test
  void theSameValueGoesOutUnderTheNewVersionAfterARefusedBroadcast() {
    try (StubNode node = StubNetwork.node(Emissions.V9);
        Allora allora = allora(node)) {
      Submission old = allora.sign(claim(allora), 1);
      assertTrue(speaks(old, "v9"));
      upgrade(node);
      node.says(
          "/cosmos/tx/v1beta1/txs",
          "{'tx_response':{'codespace':'sdk','code':2,'raw_log':'" + REFUSAL + "'}}");
      Delivery.Refused refused = assertInstanceOf(Delivery.Refused.class, allora.broadcast(old));
      assertTrue(refused.dead());
      Submission next = allora.sign(old.claim(), 2);
      assertTrue(speaks(next, "v10"));
      assertEquals(old.attempt().sequence(), next.attempt().sequence());
    }
  }

  @Test
  void theNodesVersionDecidesWhereSeveralGenerationsAreServed() {
    assertEquals(Emissions.V9, spoken("0.16.2"));
    assertEquals(Emissions.V10, spoken("v0.17.0"));
    assertEquals(Emissions.V10, spoken("1.0.0"));
    assertEquals(Emissions.V10, spoken("unheard of"), "the newest served");
  }

  @Test
  void aGenerationThatIsNotServedIsNotSpokenWhateverTheVersionSays() {
    assertEquals(Emissions.V10, spoken("0.6.0"));
  }

  private static Emissions spoken(String version) {
    try (StubNode node = StubNetwork.node(Emissions.V9);
        Allora allora = allora(node)) {
      node.says("/emissions/v10/params", "{'params':{}}");
      node.says(
          "/cosmos/base/tendermint/v1beta1/node_info",
          "{'application_version':{'version':'" + version + "'}}");
      return allora.facts().emissions();
    }
  }

  @Test
  void aRefusedSimulationIsEnoughToNotice() {
    try (StubNode node = StubNetwork.node(Emissions.V9);
        Allora allora = allora(node)) {
      Claim claim = claim(allora);
      upgrade(node);
      node.says("/cosmos/tx/v1beta1/simulate", 500, "{'code':2,'message':'" + REFUSAL + "'}");
      assertThrows(Failure.Wait.class, () -> allora.sign(claim, 1));
      assertEquals(Emissions.V10, allora.facts().emissions());
    }
  }
}
