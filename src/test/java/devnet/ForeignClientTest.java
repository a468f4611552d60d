package devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.proto.AuthInfo;
import devnet.proto.TxRaw;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cosmpy, cosmjs, the SDK and the Go worker ask beyond a worker's own questions. */
class ForeignClientTest {
  private static final long NONCE = 6_000_002;
  private final StubWallClock wallClock = new StubWallClock();
  private final DevnetTestWallet wallet = new DevnetTestWallet(7);
  private final String stranger = new DevnetTestWallet(9).address;
  private Devnet devnet;
  private DevnetHttpClient rest;

  private void start(DevnetEmissionsVersion version) {
    wallet.emissions = version;
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWallClock(wallClock)
                .withEmissionsVersion(version)
                .withAccounts(List.of(GenesisAccount.fundedWorker(wallet.address))));
    rest = new DevnetHttpClient(devnet.restUri());
    blocks(2);
  }

  @AfterEach
  void stop() {
    devnet.close();
  }

  @Test
  void movesCoinsAndTellsBothAccounts() {
    start(DevnetEmissionsVersion.V10);
    JsonNode sent = rest.broadcast(wallet.transfer(stranger, 1_000)).path("tx_response");
    assertEquals(0, sent.path("code").asInt(), sent.toString());
    blocks(1);
    JsonNode balances = rest.get("/cosmos/bank/v1beta1/balances/" + stranger);
    assertEquals("1000", balances.at("/balances/0/amount").asText());
    JsonNode found = rest.get("/cosmos/tx/v1beta1/txs?query=transfer.recipient='" + stranger + "'");
    assertEquals("1", found.path("total").asText());
    JsonNode message = found.at("/txs/0/body/messages/0");
    assertEquals("/cosmos.bank.v1beta1.MsgSend", message.path("@type").asText());
    assertEquals(stranger, message.path("to_address").asText());
  }

  @Test
  void simulatesATransactionWithoutAKeyInEverySpelling() throws IOException {
    start(DevnetEmissionsVersion.V5);
    TxRaw raw = TxRaw.parseFrom(wallet.payload(67, NONCE, "0.01"));
    AuthInfo.Builder auth = AuthInfo.parseFrom(raw.getAuthInfoBytes()).toBuilder();
    auth.getSignerInfosBuilder(0).clearPublicKey();
    byte[] keyless =
        raw.toBuilder().setAuthInfoBytes(auth.build().toByteString()).build().toByteArray();
    assertTrue(rest.simulate(keyless).at("/gas_info/gas_used").asLong() > 0);
    String text = Base64.getEncoder().encodeToString(keyless);
    String path = "/cosmos/tx/v1beta1/simulate";
    for (String body :
        List.of("{\"txBytes\":\"" + text + "\"}", "{\"tx_bytes\":\"" + text + "\"}")) {
      assertEquals(200, rest.send("POST", path, body).statusCode(), body);
    }
    blocks(1);
    assertEquals(8, rest.broadcast(keyless).at("/tx_response/code").asInt());
  }

  @Test
  void simulatesATransactionInJson() {
    start(DevnetEmissionsVersion.V10);
    String body =
        """
        {"tx":{"body":{"messages":[{"@type":"/cosmos.bank.v1beta1.MsgSend","fromAddress":"%1$s",
          "toAddress":"%2$s","amount":[{"denom":"uallo","amount":"1"}]}]},
         "authInfo":{"signerInfos":[{"modeInfo":{"single":{"mode":"SIGN_MODE_DIRECT"}}}],
          "fee":{"gasLimit":"0"}},"signatures":[""]}}\
        """
            .replace("%1$s", wallet.address)
            .replace("%2$s", stranger);
    var reply = rest.send("POST", "/cosmos/tx/v1beta1/simulate", body);
    assertEquals(200, reply.statusCode(), reply.body());
    assertTrue(reply.body().contains("/cosmos.bank.v1beta1.MsgSendResponse"), reply.body());
  }

  @Test
  void asksForTheNodesMinimumBeforeTheSignatureWhereNoFeeMarketIs() {
    start(DevnetEmissionsVersion.V5);
    wallet.fee = 5;
    wallet.account = 99;
    JsonNode refused = rest.broadcast(wallet.payload(67, NONCE, "0.01")).path("tx_response");
    assertEquals(13, refused.path("code").asInt());
    assertEquals(
        "insufficient fees; got: 5uallo required: 3000000uallo: insufficient fee",
        refused.path("raw_log").asText());
  }

  @Test
  void namesTheBlockBeforeByItsHashOverEveryProtocol() {
    start(DevnetEmissionsVersion.V10);
    String path = "/cosmos/base/tendermint/v1beta1/blocks/";
    JsonNode first = rest.get(path + NONCE);
    blocks(1);
    JsonNode second = rest.get(path + (NONCE + 1));
    assertEquals(first.path("block_id"), second.at("/block/header/last_block_id"));
    assertEquals(first.path("block_id"), second.at("/block/last_commit/block_id"));
    byte[] hash = decoded(first.at("/block_id/hash"));
    JsonNode overRpc = new DevnetHttpClient(devnet.rpcUri()).get("/block?height=" + (NONCE + 1));
    assertEquals(
        HexFormat.of().withUpperCase().formatHex(hash),
        overRpc.at("/result/block/last_commit/block_id/hash").asText());
  }

  @Test
  void answersAboutWhatDoesNotHappenHere() {
    start(DevnetEmissionsVersion.V10);
    Map<String, String> answers =
        Map.of(
            "next_topic_id",
            "{\"next_topic_id\":\"68\"}",
            "total_reward_to_distribute",
            "{\"total_reward\":\"0\"}",
            "reputer_registered/67/" + stranger,
            "{\"is_registered\":false}",
            "forecasts/67/" + NONCE,
            "{\"forecasts\":{\"forecasts\":[]}}",
            "naive_inferer_network_regret",
            "{\"regret\":{\"block_height\":\"0\",\"value\":\"0\"}}");
    answers.forEach(
        (path, answer) -> assertEquals(answer, rest.get("/emissions/v10/" + path).toString()));
    assertEquals(404, rest.status("/emissions/v10/forecasts/999999/1"));
    assertEquals(501, rest.status("/emissions/v9/next_topic_id"));
  }

  private static byte[] decoded(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asText());
  }

  private void blocks(int count) {
    wallClock.forward(Duration.ofSeconds(5L * count));
  }
}
