package devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scenario may do to the ledger, seen over HTTP. */
class ControlsTest {
  private static final long NONCE = 6_000_002;
  private static final String V10 = "/emissions/v10/";
  private final StubClock wall = new StubClock();
  private final TestWallet wallet = new TestWallet(7);
  private final Devnet devnet =
      Devnet.start(
          DevnetOptions.standard()
              .withWall(wall)
              .withTopics(List.of(TopicOptions.logReturn(67).withBlocks(20, 10, 20)))
              .withAccounts(List.of(GenesisAccount.worker(wallet.address))));
  private final Controls controls = devnet.controls();
  private final Http http = new Http(devnet.rest());

  @AfterEach
  void stop() {
    devnet.close();
  }

  @Test
  void dropsWhatCheckTxHasTaken() {
    blocks(2);
    controls.dropNext(1);
    assertEquals(0, send("0.01"));
    blocks(2);
    assertEquals(0, devnet.judge().attempts(67));
    assertEquals(0, send("0.01"));
    blocks(1);
    assertEquals(1, devnet.judge().accepted(67));
  }

  @Test
  void spikesTheFeeAndFillsTheMempool() {
    blocks(2);
    controls.gasPrice(new BigDecimal("20"));
    assertEquals(13, send("0.01"));
    controls.gasPrice(BigDecimal.TEN);
    controls.mempoolFull(true);
    assertEquals(20, send("0.01"));
  }

  @Test
  void needsMoreGasThanSimulationSaid() {
    blocks(2);
    controls.gasSurge(3);
    assertEquals(0, send("0.01"));
    blocks(1);
    assertEquals(11, attempt().code());
  }

  @Test
  void switchesRegistrationWhitelistAndOwner() {
    controls.registered(67, wallet.address, false);
    String registered = V10 + "worker_registered/67/" + wallet.address;
    assertFalse(http.get(registered).path("is_registered").asBoolean());
    controls.restricted(67, true);
    controls.whitelisted(67, wallet.address, false);
    String permitted = V10 + "can_submit_worker_payload/67/" + wallet.address;
    assertFalse(http.get(permitted).path("can_submit_worker_payload").asBoolean());
    String owner = new TestWallet(9).address;
    controls.ownedBy(wallet.address, owner);
    JsonNode node = http.get(V10 + "worker/" + wallet.address).path("node_info");
    assertEquals(owner, node.path("owner").asText());
  }

  @Test
  void anUnfundedOrInactiveTopicOpensNothing() {
    controls.funded(67, false);
    assertFalse(http.get(V10 + "is_topic_active/67").path("is_active").asBoolean());
    assertEquals("0", http.get(V10 + "topics/67").path("weight").asText());
    blocks(4);
    assertTrue(devnet.judge().nonces(67).isEmpty());
    controls.funded(67, true);
    controls.active(67, false);
    blocks(20);
    assertTrue(devnet.judge().nonces(67).isEmpty());
  }

  @Test
  void takesCoinsAway() {
    controls.fund(wallet.address, BigInteger.TEN.pow(18).negate());
    blocks(2);
    assertEquals(5, send("0.01"));
  }

  @Test
  void haltsAndStartsOverLower() {
    long height = devnet.height();
    controls.halt(Duration.ofHours(3));
    wall.forward(Duration.ofHours(2));
    assertEquals(height, devnet.height());
    wall.forward(Duration.ofHours(1));
    assertEquals(height + 1, devnet.height());
    controls.restart(1_000);
    assertEquals(1_000, devnet.height());
    blocks(2);
    assertEquals(1_002, devnet.judge().nonces(67).get(0).nonce());
  }

  @Test
  void aNodeForgetsTheChainThatWas() {
    String latest = "/cosmos/base/tendermint/v1beta1/blocks/latest";
    for (int i = 0; i < 40; i++) {
      blocks(1);
      http.get(latest);
    }
    controls.restart(1_000);
    blocks(1);
    assertEquals(1_001, http.get(latest).at("/block/header/height").asLong());
  }

  @Test
  void closesAnUnansweredNonceWithNothing() {
    blocks(2 + 10);
    JsonNode last = http.get(V10 + "topic_last_worker_commit_info/67").path("last_commit");
    assertEquals("0", last.at("/nonce/block_height").asText());
    assertTrue(devnet.judge().nonces(67).get(0).closed());
  }

  private int send(String value) {
    return http.broadcast(wallet.payload(67, NONCE, value)).at("/tx_response/code").asInt();
  }

  private Judge.Attempt attempt() {
    return devnet.judge().nonces(67).get(0).attempts().get(0);
  }

  private void blocks(int count) {
    wall.forward(Duration.ofSeconds(5L * count));
    devnet.height();
  }
}
