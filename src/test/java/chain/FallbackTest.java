package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.Delivery;
import domain.Origin;
import domain.Receipt;
import domain.Submission;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CometBFT RPC carries what it can when the REST nodes are gone after signing. */
class FallbackTest {
  private static final String EVENT =
      "{'type':'emissions.v10.EventInsertInfererPayload','attributes':[{'key':'inferer','value':"
          + "'\\'%s\\''}]}";

  private static StubNode rpc() {
    return new StubNode()
        .says(
            "/status",
            "{'result':{'node_info':{'network':'allora-testnet-1'},'sync_info':"
                + "{'latest_block_height':'105','latest_block_time':'2025-12-17T20:11:05Z'}}}");
  }

  private static Submission signed(Allora allora) {
    Claim claim =
        new Claim(
            allora.window(67).orElseThrow(), "0.0123", Rig.provenance(new Origin.Market("tiingo")));
    return allora.sign(claim, 1);
  }

  private static Allora allora(StubNode rest, StubNode rpc) {
    return new Allora(
        StubNetwork.of(rest.rest(), rpc.rpc()),
        StubNetwork.WALLET,
        Pace.at(1000),
        FeePolicy.standard());
  }

  @Test
  void broadcastsAndFindsTheReceiptOverRpcAlone() {
    try (StubNode rest = StubNetwork.node(Emissions.V10);
        StubNode rpc = rpc();
        Allora allora = allora(rest, rpc)) {
      Submission submission = signed(allora);
      rest.dies();
      rpc.says("/broadcast_tx_sync", "{'result':{'code':0,'codespace':'','log':'','hash':''}}");
      Delivery.Taken taken = assertInstanceOf(Delivery.Taken.class, allora.broadcast(submission));
      assertEquals(rpc.rpc().toString(), taken.endpoint());
      String event = EVENT.formatted(StubNetwork.WORKER).replace("\\'", "");
      rpc.says(
          "/tx",
          "{'result':{'height':'106','tx_result':{'code':0,'log':'','events':[" + event + "]}}}");
      assertEquals(new Receipt.Accepted(106), allora.receipt(submission));
    }
  }

  @Test
  void aTransactionInTheCacheOfTheNodeIsTaken() {
    try (StubNode rest = StubNetwork.node(Emissions.V10);
        StubNode rpc = rpc();
        Allora allora = allora(rest, rpc)) {
      Submission submission = signed(allora);
      rest.dies();
      rpc.says(
          "/broadcast_tx_sync",
          500,
          "{'error':{'code':-32603,'message':'Internal error',"
              + "'data':'tx already exists in cache'}}");
      assertInstanceOf(Delivery.Taken.class, allora.broadcast(submission));
    }
  }

  @Test
  void aNodeOfAnotherChainIsNeverGivenATransaction() {
    try (StubNode rest = StubNetwork.node(Emissions.V10);
        StubNode foreign = new StubNode().head("allora-mainnet-1", 105);
        Allora allora =
            new Allora(
                StubNetwork.of(rest.rest(), foreign.rest()),
                StubNetwork.WALLET,
                Pace.at(1000),
                FeePolicy.standard())) {
      Submission submission = signed(allora);
      rest.dies();
      allora.broadcast(submission);
      assertInstanceOf(Delivery.class, allora.broadcast(submission));
      assertEquals(0, foreign.timesAsked("/cosmos/tx/v1beta1/txs"));
    }
  }

  @Test
  void aSilentNetworkLeavesEverythingOpen() {
    try (StubNode rest = StubNetwork.node(Emissions.V10);
        StubNode rpc = rpc();
        Allora allora = allora(rest, rpc)) {
      Submission submission = signed(allora);
      rest.dies();
      rpc.dies();
      assertInstanceOf(Delivery.Unknown.class, allora.broadcast(submission));
    }
  }

  @Test
  void theCheckupNamesEachEndpointAndTheRightSpelling() {
    try (StubNode rest = StubNetwork.node(Emissions.V10);
        StubNode rpc = rpc();
        StubNode other = new StubNode().head("allora-mainnet-1", 9);
        Allora allora =
            new Allora(
                StubNetwork.of(
                    rest.rest(),
                    Probe.swapped(rpc.rpc()),
                    other.rest(),
                    Endpoint.parse("rpc+http://127.0.0.1:1")),
                StubNetwork.WALLET,
                Pace.at(1000),
                FeePolicy.standard())) {
      rest.says(
          "/cosmos/base/tendermint/v1beta1/node_info",
          "{'application_version':{'version':'0.17.0'}}");
      List<EndpointFacts> facts = allora.facts().endpoints();
      assertTrue(facts.get(0).well());
      assertEquals("0.17.0", facts.get(0).version());
      assertEquals(rpc.rpc(), facts.get(1).corrected().orElseThrow());
      assertTrue(facts.get(2).trouble().contains("allora-mainnet-1"));
      assertTrue(facts.get(3).trouble().contains("is not reachable"));
    }
  }
}
