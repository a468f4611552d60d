package devnet.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.Devnet;
import devnet.DevnetHttpClient;
import devnet.DevnetTestWallet;
import devnet.StubWallClock;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways in which a node can be made to fail while the ledger goes on. */
class FaultInjectingServerTest {
  private static final String LATEST = "/cosmos/base/tendermint/v1beta1/blocks/latest";
  private static final String OPEN = "/emissions/v10/unfulfilled_worker_nonces/67";
  private final StubWallClock wallClock = new StubWallClock();
  private final DevnetTestWallet wallet = new DevnetTestWallet(7);
  private final Devnet devnet =
      Devnet.start(
          DevnetOptions.standard()
              .withWallClock(wallClock)
              .withNodeCount(2)
              .withAccounts(List.of(GenesisAccount.fundedWorker(wallet.address))));
  private final FaultInjectingServer node = devnet.restNodes().get(0);
  private final DevnetHttpClient http = new DevnetHttpClient(node.uri());
  private final DevnetHttpClient other = new DevnetHttpClient(devnet.restNodes().get(1).uri());

  @AfterEach
  void stop() {
    devnet.close();
  }

  @Test
  void aFrozenNodeRepeatsItselfAndTheOtherGoesOn() {
    long height = height(http);
    node.setFrozen(true);
    blocks(3);
    assertEquals(height, height(http));
    assertEquals(height + 3, height(other));
    node.setFrozen(false);
    assertEquals(height + 3, height(http));
  }

  @Test
  void aLaggingNodeSaysWhatWasTrueBefore() {
    long first = height(http);
    assertEquals(0, open(http));
    blocks(2);
    height(http);
    assertEquals(1, open(http));
    node.setLagBlocks(2);
    assertEquals(first, height(http));
    assertEquals(0, open(http));
    blocks(2);
    assertEquals(first + 2, height(http));
    assertEquals(1, open(http));
  }

  @Test
  void aLaggingNodeStillTakesTransactions() {
    blocks(2);
    node.setLagBlocks(1);
    JsonNode sent = http.broadcast(wallet.payload(67, 6_000_002, "0.01")).path("tx_response");
    assertEquals(0, sent.path("code").asInt(), sent.toString());
    blocks(1);
    devnet.height();
    assertEquals(1, devnet.submissions().acceptedCount(67));
  }

  @Test
  void aNodeOfAnotherChainSaysSo() {
    node.setReplyDistortion(body -> body.replace("dromedary-devnet-1", "elsewhere-1"));
    String info = "/cosmos/base/tendermint/v1beta1/node_info";
    assertEquals("elsewhere-1", http.get(info).at("/default_node_info/network").asText());
    assertEquals("dromedary-devnet-1", other.get(info).at("/default_node_info/network").asText());
    node.setReplyDistortion(null);
    assertEquals("dromedary-devnet-1", http.get(info).at("/default_node_info/network").asText());
  }

  @Test
  void rubbishIsNeitherHttpNorTls() {
    node.serveGarbage();
    assertThrows(UncheckedIOException.class, () -> http.status(LATEST));
    DevnetHttpClient tls =
        new DevnetHttpClient(URI.create(node.uri().toString().replace("http:", "https:")));
    assertThrows(UncheckedIOException.class, () -> tls.status(LATEST));
    node.start();
    assertEquals(200, http.status(LATEST));
  }

  @Test
  void aDeadNodeComesBackOnItsPort() {
    node.stop();
    assertThrows(UncheckedIOException.class, () -> http.status(LATEST));
    node.start();
    assertEquals(200, http.status(LATEST));
  }

  @Test
  void scriptsSayCutTruncateAndHang() {
    node.setFaultPolicy(
        (method, path, count) ->
            new FaultPolicy.RequestAction.FixedReply(503, "text/html", "<p>", Map.of()));
    assertEquals(503, http.status(LATEST));
    for (FaultPolicy.RequestAction act :
        List.of(
            new FaultPolicy.RequestAction.CloseConnection(),
            new FaultPolicy.RequestAction.LoseReply(),
            new FaultPolicy.RequestAction.TruncateReply())) {
      node.setFaultPolicy((method, path, count) -> act);
      assertThrows(UncheckedIOException.class, () -> http.status(LATEST), act.toString());
    }
    node.setFaultPolicy((method, path, count) -> new FaultPolicy.RequestAction.NeverReply());
    DevnetHttpClient hasty = http;
    assertThrows(UncheckedIOException.class, () -> hasty.status(LATEST, Duration.ofMillis(200)));
  }

  @Test
  void aFrozenNodeIsFrozenInBothWaysToAskForItsHead() {
    long first = height(http);
    node.setFrozen(true);
    blocks(3);
    assertEquals(first, http.get("/cosmos/base/node/v1beta1/status").path("height").asLong());
    assertEquals(first, height(http));
  }

  private static long height(DevnetHttpClient http) {
    return http.get(LATEST).at("/block/header/height").asLong();
  }

  private static int open(DevnetHttpClient http) {
    return http.get(OPEN).at("/nonces/nonces").size();
  }

  private void blocks(int count) {
    wallClock.forward(Duration.ofSeconds(5L * count));
  }
}
