package devnet.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.Devnet;
import devnet.DevnetHttpClient;
import devnet.DevnetTestWallet;
import devnet.StubWallClock;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.proto.AccountInfoReply;
import devnet.proto.AddressRequest;
import devnet.server.CosmosJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CometBFT's RPC and websocket over real connections. */
class JsonRpcApiTest {
  private static final long NONCE = 6_000_002;
  private final StubWallClock wallClock = new StubWallClock();
  private final DevnetTestWallet wallet = new DevnetTestWallet(7);
  private final Devnet devnet =
      Devnet.start(
          DevnetOptions.standard()
              .withWallClock(wallClock)
              .withAccounts(List.of(GenesisAccount.fundedWorker(wallet.address))));
  private final DevnetHttpClient http = new DevnetHttpClient(devnet.rpcUri());

  @AfterEach
  void stop() {
    devnet.close();
  }

  @Test
  void broadcastsAndFindsATransaction() {
    wallClock.forward(Duration.ofSeconds(10));
    byte[] tx = wallet.payload(67, NONCE, "0.01");
    String hex = "0x" + HexFormat.of().formatHex(tx);
    JsonNode sent = http.get("/broadcast_tx_sync?tx=" + hex);
    assertEquals(-1, sent.path("id").asInt());
    assertEquals(0, sent.at("/result/code").asInt(), sent.toString());
    JsonNode again = http.get("/broadcast_tx_sync?tx=" + hex);
    assertEquals("tx already exists in cache", again.at("/error/data").asText());
    String lookup = "/tx?hash=0x" + sent.at("/result/hash").asText();
    assertTrue(http.get(lookup).at("/error/data").asText().endsWith("not found"));
    wallClock.forward(Duration.ofSeconds(5));
    assertEquals("" + (NONCE + 1), http.get(lookup).at("/result/height").asText());
    JsonNode results = http.get("/block_results?height=" + NONCE);
    assertTrue(results.at("/result/finalize_block_events").toString().contains("WindowOpened"));
    assertEquals(
        "" + (NONCE + 1), http.get("/status").at("/result/sync_info/latest_block_height").asText());
    assertEquals(404, http.status("/cosmos/base/tendermint/v1beta1/node_info"));
  }

  @Test
  void answersTheQueriesOfTheOfficialClients() throws Exception {
    wallClock.forward(Duration.ofSeconds(10));
    http.get("/broadcast_tx_sync?tx=0x" + HexFormat.of().formatHex(wallet.payload(67, NONCE, "0")));
    wallClock.forward(Duration.ofSeconds(5));
    var request = AddressRequest.newBuilder().setAddress(wallet.address).build();
    String data = HexFormat.of().formatHex(request.toByteArray());
    String ask = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{%s}}";
    String account =
        ask.formatted(
            1,
            "abci_query",
            "\"path\":\"/cosmos.auth.v1beta1.Query/AccountInfo\",\"data\":\"" + data + "\"");
    String search =
        ask.formatted(2, "tx_search", "\"query\":\"tx.height=" + (NONCE + 1) + "\",\"page\":\"1\"");
    String both = http.send("POST", "/", "[" + account + "," + search + "]").body();
    JsonNode answers = CosmosJson.parse(both.getBytes(StandardCharsets.UTF_8));
    byte[] value = answers.at("/0/result/response/value").binaryValue();
    assertEquals(1, AccountInfoReply.parseFrom(value).getInfo().getSequence());
    assertEquals("1", answers.at("/1/result/total_count").asText());
    assertEquals("0.17.0", http.get("/abci_info").at("/result/response/version").asText());
  }

  @Test
  void saysOldAndDuplicateEventsWhenToldTo() throws Exception {
    Listener events = new Listener();
    WebSocket socket = connected(events);
    subscribe(socket, "tx", "tm.event='Tx' AND message.sender='" + wallet.address + "'");
    events.next();
    wallClock.forward(Duration.ofSeconds(10));
    devnet.height();
    String tx = HexFormat.of().formatHex(wallet.payload(67, NONCE, "0.01"));
    http.get("/broadcast_tx_sync?tx=0x" + tx);
    devnet.webSockets().get(0).setCopiesPerEvent(2);
    wallClock.forward(Duration.ofSeconds(5));
    devnet.height();
    JsonNode first = events.next();
    assertEquals(
        "" + (NONCE + 1),
        first.at("/result/data/value/TxResult/height").asText(),
        first.toString());
    assertEquals(first, events.next());
    devnet.webSockets().get(0).setCopiesPerEvent(1);
    devnet.webSockets().get(0).replay(NONCE, NONCE + 1);
    assertEquals(first, events.next());
    socket.abort();
  }

  @Test
  void tellsSubscribersThatAWindowOpened() throws Exception {
    Listener events = new Listener();
    WebSocket socket = connected(events);
    String type = "emissions.v10.EventWorkerSubmissionWindowOpened";
    subscribe(
        socket, "contains", "tm.event='NewBlockEvents' AND " + type + ".topic_id CONTAINS '67'");
    assertEquals("{}", events.next().path("result").toString());
    subscribe(
        socket,
        "exact",
        "tm.event='NewBlockEvents' AND " + type + ".topic_id = '\\\\\\\"6\\\\\\\"'");
    assertEquals("{}", events.next().path("result").toString());

    wallClock.forward(Duration.ofSeconds(10));
    devnet.height();
    JsonNode event = events.next();
    assertEquals("contains", event.path("id").asText());
    JsonNode value = event.at("/result/data/value");
    assertEquals("" + NONCE, value.path("height").asText());
    assertEquals(type, value.at("/events/0/type").asText());
    assertEquals("\"67\"", value.at("/events/0/attributes/0/value").asText());
    assertEquals("\"" + (NONCE + 600) + "\"", value.at("/events/0/attributes/2/value").asText());
    assertEquals("EndBlock", value.at("/events/0/attributes/3/value").asText());
    socket.abort();
  }

  @Test
  void aLeapOfTheClockIsHeardOfByItsLastBlocksOnly() throws Exception {
    Listener events = new Listener();
    WebSocket socket = connected(events);
    subscribe(socket, "blocks", "tm.event='NewBlockHeader'");
    events.next();
    wallClock.forward(Duration.ofHours(5));
    long last = devnet.height();
    assertEquals("" + (last - 100), events.next().at("/result/data/value/header/height").asText());
    socket.abort();
  }

  private WebSocket connected(Listener events) {
    URI address = URI.create(devnet.rpcUri().toString().replace("http", "ws") + "/websocket");
    return HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(address, events).join();
  }

  private static void subscribe(WebSocket socket, String id, String query) {
    String frame =
        "{\"jsonrpc\":\"2.0\",\"method\":\"subscribe\",\"id\":\"%s\",\"params\":{\"query\":\"%s\"}}";
    socket.sendText(frame.formatted(id, query), true).join();
  }

  /** Collects whole text frames. */
  private static final class Listener implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        frames.add(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }

    JsonNode next() throws Exception {
      String frame = frames.poll(5, TimeUnit.SECONDS);
      return CosmosJson.parse(String.valueOf(frame).getBytes(StandardCharsets.UTF_8));
    }
  }
}
