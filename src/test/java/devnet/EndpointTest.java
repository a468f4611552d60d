package devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways in which a node can be made to fail while the ledger goes on. */
class EndpointTest {
  private static final String LATEST = "/cosmos/base/tendermint/v1beta1/blocks/latest";
  private static final String OPEN = "/emissions/v10/unfulfilled_worker_nonces/67";
  private final StubClock wall = new StubClock();
  private final TestWallet wallet = new TestWallet(7);
  private final Devnet devnet =
      Devnet.start(
          DevnetOptions.standard()
              .withWall(wall)
              .withEndpoints(2)
              .withAccounts(List.of(GenesisAccount.worker(wallet.address))));
  private final Endpoint node = devnet.nodes().get(0);
  private final Http http = new Http(node.uri());
  private final Http other = new Http(devnet.nodes().get(1).uri());

  @AfterEach
  void stop() {
    devnet.close();
  }

  @Test
  void aFrozenNodeRepeatsItselfAndTheOtherGoesOn() {
    long height = height(http);
    node.freeze(true);
    blocks(3);
    assertEquals(height, height(http));
    assertEquals(height + 3, height(other));
    node.freeze(false);
    assertEquals(height + 3, height(http));
  }

  @Test
  void aLaggingNodeSaysWhatWasTrueBefore() {
    long first = height(http);
    assertEquals(0, open(http));
    blocks(2);
    height(http);
    assertEquals(1, open(http));
    node.lag(2);
    assertEquals(first, height(http));
    assertEquals(0, open(http));
    blocks(2);
    assertEquals(first + 2, height(http));
    assertEquals(1, open(http));
  }

  @Test
  void aLaggingNodeStillTakesTransactions() {
    blocks(2);
    node.lag(1);
    JsonNode sent = http.broadcast(wallet.payload(67, 6_000_002, "0.01")).path("tx_response");
    assertEquals(0, sent.path("code").asInt(), sent.toString());
    blocks(1);
    devnet.height();
    assertEquals(1, devnet.judge().accepted(67));
  }

  @Test
  void aNodeOfAnotherChainSaysSo() {
    node.distort(body -> body.replace("dromedary-devnet-1", "elsewhere-1"));
    String info = "/cosmos/base/tendermint/v1beta1/node_info";
    assertEquals("elsewhere-1", http.get(info).at("/default_node_info/network").asText());
    assertEquals("dromedary-devnet-1", other.get(info).at("/default_node_info/network").asText());
    node.distort(null);
    assertEquals("dromedary-devnet-1", http.get(info).at("/default_node_info/network").asText());
  }

  @Test
  void rubbishIsNeitherHttpNorTls() {
    node.rubbish();
    assertThrows(UncheckedIOException.class, () -> http.status(LATEST));
    Http tls = new Http(URI.create(node.uri().toString().replace("http:", "https:")));
    assertThrows(UncheckedIOException.class, () -> tls.status(LATEST));
    node.up();
    assertEquals(200, http.status(LATEST));
  }

  @Test
  void aDeadNodeComesBackOnItsPort() {
    node.down();
    assertThrows(UncheckedIOException.class, () -> http.status(LATEST));
    node.up();
    assertEquals(200, http.status(LATEST));
  }

  @Test
  void scriptsSayCutTruncateAndHang() {
    node.script((method, path, count) -> new Script.Act.Say(503, "text/html", "<p>", Map.of()));
    assertEquals(503, http.status(LATEST));
    for (Script.Act act :
        List.of(new Script.Act.Cut(), new Script.Act.Swallow(), new Script.Act.Truncate())) {
      node.script((method, path, count) -> act);
      assertThrows(UncheckedIOException.class, () -> http.status(LATEST), act.toString());
    }
    node.script((method, path, count) -> new Script.Act.Hang());
    Http hasty = http;
    assertThrows(UncheckedIOException.class, () -> hasty.status(LATEST, Duration.ofMillis(200)));
  }

  private static long height(Http http) {
    return http.get(LATEST).at("/block/header/height").asLong();
  }

  private static int open(Http http) {
    return http.get(OPEN).at("/nonces/nonces").size();
  }

  private void blocks(int count) {
    wall.forward(Duration.ofSeconds(5L * count));
  }
}
