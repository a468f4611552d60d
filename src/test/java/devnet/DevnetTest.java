package devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The devnet over real HTTP; only the wall clock is a stub. */
class DevnetTest {
  private static final long NONCE = 6_000_002;
  private final StubWallClock wallClock = new StubWallClock();
  private final DevnetTestWallet wallet = new DevnetTestWallet(7);
  private Devnet devnet;
  private DevnetHttpClient http;

  @BeforeEach
  void start() {
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWallClock(wallClock)
                .withAccounts(List.of(GenesisAccount.fundedWorker(wallet.address))));
    http = new DevnetHttpClient(devnet.restUri());
  }

  @AfterEach
  void stop() {
    devnet.close();
  }

  @Test
  void answersOneEpochFromOpenWindowToStoredInference() {
    blocks(2);
    JsonNode window =
        http.get("/emissions/v10/worker_submission_window_status/67?address=" + wallet.address);
    assertTrue(window.path("is_open").asBoolean());
    assertEquals("" + NONCE, window.path("current_nonce_block_height").asText());

    JsonNode sent = http.broadcast(wallet.payload(67, NONCE, "0.0123")).path("tx_response");
    assertEquals(0, sent.path("code").asInt(), sent.toString());
    assertEquals(404, http.status("/cosmos/tx/v1beta1/txs/" + sent.path("txhash").asText()));
    blocks(1);

    JsonNode found = http.get("/cosmos/tx/v1beta1/txs/" + sent.path("txhash").asText());
    assertEquals("" + (NONCE + 1), found.at("/tx_response/height").asText());
    assertTrue(found.toString().contains("emissions.v10.EventInsertInfererPayload"));
    JsonNode stored =
        http.get("/emissions/v10/topics/67/workers/" + wallet.address + "/latest_input_inference");
    assertEquals("0.0123", stored.at("/latest_input_inference/value").asText());
    assertEquals("" + NONCE, stored.at("/latest_input_inference/block_height").asText());
    JsonNode account = http.get("/cosmos/auth/v1beta1/accounts/" + wallet.address).path("account");
    assertEquals("1", account.path("sequence").asText());
    assertEquals(1, devnet.submissions().acceptedCount(67));
    assertEquals(0, devnet.submissions().duplicateCount(67));
    assertEquals(1, http.get("/judge").at("/topics/0/accepted").asInt());
  }

  @Test
  void countsASecondAnswerAsADouble() {
    blocks(2);
    http.broadcast(wallet.payload(67, NONCE, "0.01"));
    blocks(1);
    wallet.sequence = 1;
    JsonNode again = http.broadcast(wallet.payload(67, NONCE, "0.02")).path("tx_response");
    assertEquals(0, again.path("code").asInt());
    blocks(1);
    JsonNode found = http.get("/cosmos/tx/v1beta1/txs/" + again.path("txhash").asText());
    assertTrue(found.at("/tx_response/raw_log").asText().contains("inference already submitted"));
    assertEquals(1, devnet.submissions().acceptedCount(67));
    assertEquals(2, devnet.submissions().includedCount(67));
    assertEquals(1, devnet.submissions().duplicateCount(67));
  }

  @Test
  void combinesInferencesOnceTheWindowHasClosed() {
    blocks(2);
    http.broadcast(wallet.payload(67, NONCE, "0.5"));
    blocks(1);
    String latest = "/emissions/v10/latest_network_inferences/67";
    JsonNode open = http.get("/emissions/v10/inferences/67/" + NONCE);
    assertTrue(open.at("/inferences/inferences").isEmpty());
    assertEquals(500, http.status(latest));
    blocks(600);
    JsonNode closed = http.get("/emissions/v10/inferences/67/" + NONCE);
    assertEquals(wallet.address, closed.at("/inferences/inferences/0/inferer").asText());
    assertEquals("[\"0.5\"]", closed.at("/inferences/inferences/0/values").toString());
    assertFalse(closed.at("/inferences/inferences/0").has("value"));
    JsonNode combined = http.get(latest).at("/network_inferences/combined_value/0");
    assertEquals("0.5", combined.path("value").asText());
    assertEquals("y", combined.path("label_name").asText());
  }

  @Test
  void simulatesWithAnEmptySignature() {
    blocks(2);
    JsonNode outcome = http.simulate(wallet.payload(67, NONCE, "0.01"));
    assertTrue(outcome.at("/gas_info/gas_used").asLong() > 100_000, outcome.toString());
    assertEquals(
        "/emissions.v10.InsertWorkerPayloadResponse",
        outcome.at("/result/msg_responses/0/@type").asText());
    JsonNode refused = http.simulate(wallet.payload(67, NONCE + 720, "0.01"));
    assertEquals(2, refused.path("code").asInt());
    assertTrue(refused.path("message").asText().contains("unfulfilled nonce not found"));
  }

  @Test
  void tellsTheGatewaysErrors() {
    assertEquals(501, http.status("/emissions/v9/params"));
    assertEquals(501, http.status("/feemarket/v1/gas_price"));
    JsonNode missing = http.get("/emissions/v10/topics/999999");
    assertEquals(2, missing.path("code").asInt());
    assertEquals("error getting topic", missing.path("message").asText());
    JsonNode exists = http.get("/emissions/v10/topic_exists/999999");
    assertEquals("{\"exists\":false}", exists.toString());
    assertEquals(
        "{\"code\":12,\"message\":\"Not Implemented\",\"details\":[]}",
        http.get("/nowhere").toString());
    String unknown = new DevnetTestWallet(9).address;
    assertEquals(404, http.status("/cosmos/auth/v1beta1/accounts/" + unknown));
    String balance = "/cosmos/bank/v1beta1/balances/" + unknown + "/by_denom?denom=uallo";
    assertEquals("0", http.get(balance).at("/balance/amount").asText());
  }

  @Test
  void keepsNoPastStates() {
    blocks(3);
    String topic = "/emissions/v10/topics/67";
    String header = "x-cosmos-block-height";
    assertEquals("67", http.get(topic, header, "6000003").at("/topic/id").asText());
    JsonNode past = http.get(topic, header, "6000001");
    assertEquals(2, past.path("code").asInt());
    String message = past.path("message").asText();
    assertTrue(message.contains("codespace sdk code 18"), message);
    assertEquals(2, http.get(topic, header, "6000009").path("code").asInt());
  }

  @Test
  void searchesTransactionsOfASenderInTheOrderAskedFor() {
    blocks(2);
    http.broadcast(wallet.payload(67, NONCE, "0.01"));
    blocks(1);
    wallet.sequence = 1;
    http.broadcast(wallet.registration(67));
    blocks(1);
    String query = "/cosmos/tx/v1beta1/txs?query=message.sender='" + wallet.address + "'";
    JsonNode oldest = http.get(query + "&limit=1");
    assertEquals("2", oldest.path("total").asText());
    assertEquals("6000003", oldest.at("/tx_responses/0/height").asText());
    JsonNode newest = http.get(query + "&order_by=ORDER_BY_DESC&limit=1");
    assertEquals(8, newest.at("/tx_responses/0/code").asInt());
    assertEquals(
        "SIGN_MODE_DIRECT",
        newest.at("/txs/0/auth_info/signer_infos/0/mode_info/single/mode").asText());
    assertEquals("67", newest.at("/txs/0/body/messages/0/topic_id").asText());
  }

  @Test
  void followsTheChainClock() {
    long before = devnet.height();
    wallClock.forward(Duration.ofSeconds(52));
    assertEquals(before + 10, devnet.height());
    JsonNode header = http.get("/cosmos/base/tendermint/v1beta1/blocks/latest").at("/block/header");
    assertEquals("" + (before + 10), header.path("height").asText());
    assertEquals("2026-03-02T09:00:50.000000000Z", header.path("time").asText());
    JsonNode status = http.get("/cosmos/base/node/v1beta1/status");
    assertEquals(header.path("height"), status.path("height"));
    assertEquals(header.path("time"), status.path("timestamp"));
    assertEquals(header.path("app_hash"), status.path("app_hash"));
    assertEquals(header.path("next_validators_hash"), status.path("validator_hash"));
    assertEquals("0", status.path("earliest_store_height").asText());
    String second = header.path("height").asText();
    assertEquals(
        header, http.get("/cosmos/base/tendermint/v1beta1/blocks/" + second).at("/block/header"));
  }

  private void blocks(int count) {
    wallClock.forward(Duration.ofSeconds(5L * count));
  }
}
