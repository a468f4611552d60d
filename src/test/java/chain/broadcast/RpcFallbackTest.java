package chain.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import chain.ChainClientFixture;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.EndpointReport;
import chain.model.FeePolicy;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import chain.node.NodeProbe;
import domain.Claim;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.market.DataOrigin;
import java.util.List;
import laws.RefusingPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** CometBFT RPC carries what it can when the REST nodes are gone after signing. */
@Execution(ExecutionMode.CONCURRENT)
class RpcFallbackTest {
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

  private static Submission signed(AlloraClient allora) {
    Claim claim =
        new Claim(
            allora.newestOpenWindow(67).orElseThrow(),
            "0.0123",
            ChainClientFixture.provenance(new DataOrigin.RealMarket("tiingo")));
    return allora.sign(claim, 1);
  }

  private static AlloraClient allora(StubNode rest, StubNode rpc) {
    return new AlloraClient(
        StubNetwork.of(rest.rest(), rpc.rpc()),
        StubNetwork.WALLET,
        Timeouts.withSpeed(1000),
        FeePolicy.standard());
  }

  @Test
  void broadcastsAndFindsTheReceiptOverRpcAlone() {
    try (StubNode rest = StubNetwork.node(EmissionsVersion.V10);
        StubNode rpc = rpc();
        AlloraClient allora = allora(rest, rpc)) {
      Submission submission = signed(allora);
      rest.dies();
      rpc.says("/broadcast_tx_sync", "{'result':{'code':0,'codespace':'','log':'','hash':''}}");
      BroadcastResult.InMempool taken =
          assertInstanceOf(BroadcastResult.InMempool.class, allora.broadcast(submission));
      assertEquals(rpc.rpc().toString(), taken.endpoint());
      String event = EVENT.formatted(StubNetwork.WORKER).replace("\\'", "");
      rpc.says(
          "/tx",
          "{'result':{'height':'106','tx_result':{'code':0,'log':'','events':[" + event + "]}}}");
      assertEquals(new SubmissionOutcome.Accepted(106), allora.receipt(submission));
    }
  }

  /** Seen on a real v0.6.0 node: the next transaction was refused, as it left a number out. */
  @Test
  void givesTheSequenceAgainThatABlockRefusedByItsTimeoutHeight() {
    try (StubNode rest = StubNetwork.node(EmissionsVersion.V10);
        StubNode rpc = rpc();
        AlloraClient allora = allora(rest, rpc)) {
      for (long[] codeAndNext : new long[][] {{30, 0}, {11, 1}}) {
        Submission submission = signed(allora);
        assertEquals(0, submission.attempt().sequence());
        rest.says(
            "/cosmos/tx/v1beta1/txs/" + submission.attempt().hash(),
            "{'tx_response':{'height':'113','codespace':'sdk','code':%d,'raw_log':'x'}}"
                .formatted(codeAndNext[0]));
        assertInstanceOf(SubmissionOutcome.Rejected.class, allora.receipt(submission));
        assertEquals(codeAndNext[1], signed(allora).attempt().sequence());
      }
    }
  }

  @Test
  void aTransactionInTheCacheOfTheNodeIsTaken() {
    try (StubNode rest = StubNetwork.node(EmissionsVersion.V10);
        StubNode rpc = rpc();
        AlloraClient allora = allora(rest, rpc)) {
      Submission submission = signed(allora);
      rest.dies();
      rpc.says(
          "/broadcast_tx_sync",
          500,
          "{'error':{'code':-32603,'message':'Internal error',"
              + "'data':'tx already exists in cache'}}");
      assertInstanceOf(BroadcastResult.InMempool.class, allora.broadcast(submission));
    }
  }

  @Test
  void aNodeOfAnotherChainIsNeverGivenATransaction() {
    try (StubNode rest = StubNetwork.node(EmissionsVersion.V10);
        StubNode foreign = new StubNode().head("allora-mainnet-1", 105);
        AlloraClient allora =
            new AlloraClient(
                StubNetwork.of(rest.rest(), foreign.rest()),
                StubNetwork.WALLET,
                Timeouts.withSpeed(1000),
                FeePolicy.standard())) {
      Submission submission = signed(allora);
      rest.dies();
      allora.broadcast(submission);
      assertInstanceOf(BroadcastResult.class, allora.broadcast(submission));
      assertEquals(0, foreign.timesAsked("/cosmos/tx/v1beta1/txs"));
    }
  }

  @Test
  void aSilentNetworkLeavesEverythingOpen() {
    try (StubNode rest = StubNetwork.node(EmissionsVersion.V10);
        StubNode rpc = rpc();
        AlloraClient allora = allora(rest, rpc)) {
      Submission submission = signed(allora);
      rest.dies();
      rpc.dies();
      assertInstanceOf(BroadcastResult.Unconfirmed.class, allora.broadcast(submission));
    }
  }

  @Test
  void theCheckupNamesEachEndpointAndTheRightSpelling() {
    try (StubNode rest = StubNetwork.node(EmissionsVersion.V10);
        StubNode rpc = rpc();
        StubNode other = new StubNode().head("allora-mainnet-1", 9);
        AlloraClient allora =
            new AlloraClient(
                StubNetwork.of(
                    rest.rest(),
                    NodeProbe.withOtherProtocol(rpc.rpc()),
                    other.rest(),
                    NodeEndpoint.parse("rpc+http://" + RefusingPort.address())),
                StubNetwork.WALLET,
                Timeouts.withSpeed(1000),
                FeePolicy.standard())) {
      rest.says(
          "/cosmos/base/tendermint/v1beta1/node_info",
          "{'application_version':{'version':'0.17.0'}}");
      List<EndpointReport> facts = allora.networkInfo().checkEndpoints();
      assertTrue(facts.get(0).isHealthy());
      assertEquals("0.17.0", facts.get(0).version());
      assertEquals(rpc.rpc(), facts.get(1).suggestedEndpoint().orElseThrow());
      assertTrue(facts.get(2).fault().contains("allora-mainnet-1"));
      assertTrue(facts.get(3).fault().contains("is not reachable"));
    }
  }
}
