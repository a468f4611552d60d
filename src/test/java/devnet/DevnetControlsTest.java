package devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scenario may do to the ledger, seen over HTTP. */
class DevnetControlsTest {
  private static final long NONCE = 6_000_002;
  private static final String V10 = "/emissions/v10/";
  private final StubWallClock wallClock = new StubWallClock();
  private final DevnetTestWallet wallet = new DevnetTestWallet(7);
  private final Devnet devnet =
      Devnet.start(
          DevnetOptions.standard()
              .withWallClock(wallClock)
              .withTopics(List.of(GenesisTopic.logReturnTopic(67).withBlockLengths(20, 10, 20)))
              .withAccounts(List.of(GenesisAccount.fundedWorker(wallet.address))));
  private final DevnetControls controls = devnet.controls();
  private final DevnetHttpClient http = new DevnetHttpClient(devnet.restUri());

  @AfterEach
  void stop() {
    devnet.close();
  }

  @Test
  void dropsWhatCheckTxHasTaken() {
    blocks(2);
    controls.dropNextTransactions(1);
    assertEquals(0, send("0.01"));
    blocks(2);
    assertEquals(0, devnet.submissions().includedCount(67));
    assertEquals(0, send("0.01"));
    blocks(1);
    assertEquals(1, devnet.submissions().acceptedCount(67));
  }

  @Test
  void spikesTheFeeAndFillsTheMempool() {
    blocks(2);
    controls.setGasPrice(new BigDecimal("20"));
    assertEquals(13, send("0.01"));
    controls.setGasPrice(BigDecimal.TEN);
    controls.setMempoolFull(true);
    assertEquals(20, send("0.01"));
  }

  @Test
  void needsMoreGasThanSimulationSaid() {
    blocks(2);
    controls.setGasFactor(3);
    assertEquals(0, send("0.01"));
    blocks(1);
    assertEquals(11, attempt().code());
  }

  @Test
  void switchesRegistrationWhitelistAndOwner() {
    controls.setRegistered(67, wallet.address, false);
    String registered = V10 + "worker_registered/67/" + wallet.address;
    assertFalse(http.get(registered).path("is_registered").asBoolean());
    controls.setWhitelistOnly(67, true);
    controls.setWhitelisted(67, wallet.address, false);
    String permitted = V10 + "can_submit_worker_payload/67/" + wallet.address;
    assertFalse(http.get(permitted).path("can_submit_worker_payload").asBoolean());
    String owner = new DevnetTestWallet(9).address;
    controls.setRegistrationOwner(wallet.address, owner);
    JsonNode node = http.get(V10 + "worker/" + wallet.address).path("node_info");
    assertEquals(owner, node.path("owner").asText());
  }

  @Test
  void anUnfundedOrInactiveTopicOpensNothing() {
    controls.setTopicFunded(67, false);
    assertFalse(http.get(V10 + "is_topic_active/67").path("is_active").asBoolean());
    assertEquals("0", http.get(V10 + "topics/67").path("weight").asText());
    blocks(4);
    assertTrue(devnet.submissions().nonceRecords(67).isEmpty());
    controls.setTopicFunded(67, true);
    controls.setTopicActive(67, false);
    blocks(20);
    assertTrue(devnet.submissions().nonceRecords(67).isEmpty());
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
    controls.haltFor(Duration.ofHours(3));
    wallClock.forward(Duration.ofHours(2));
    assertEquals(height, devnet.height());
    wallClock.forward(Duration.ofHours(1));
    assertEquals(height + 1, devnet.height());
    controls.restartAtHeight(1_000);
    assertEquals(1_000, devnet.height());
    blocks(2);
    assertEquals(1_002, devnet.submissions().nonceRecords(67).get(0).nonce());
  }

  @Test
  void aNodeForgetsTheChainThatWas() {
    String latest = "/cosmos/base/tendermint/v1beta1/blocks/latest";
    for (int i = 0; i < 40; i++) {
      blocks(1);
      http.get(latest);
    }
    controls.restartAtHeight(1_000);
    blocks(1);
    assertEquals(1_001, http.get(latest).at("/block/header/height").asLong());
  }

  @Test
  void closesAnUnansweredNonceWithNothing() {
    blocks(2 + 10);
    JsonNode last = http.get(V10 + "topic_last_worker_commit_info/67").path("last_commit");
    assertEquals("0", last.at("/nonce/block_height").asText());
    assertTrue(devnet.submissions().nonceRecords(67).get(0).closed());
  }

  private int send(String value) {
    return http.broadcast(wallet.payload(67, NONCE, value)).at("/tx_response/code").asInt();
  }

  private SubmissionRecorder.IncludedPayload attempt() {
    return devnet.submissions().nonceRecords(67).get(0).includedPayloads().get(0);
  }

  private void blocks(int count) {
    wallClock.forward(Duration.ofSeconds(5L * count));
    devnet.height();
  }
}
