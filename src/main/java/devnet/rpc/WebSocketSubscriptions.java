package devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.block.ChainBlock;
import devnet.block.ChainBlock.DeliveredTx;
import devnet.block.TxIndex.EventQuery;
import devnet.rest.TxJson;
import devnet.server.CosmosJson;
import devnet.tx.ChainEvent;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** The websocket of an RPC node: at most five subscriptions per client, no past events. */
public final class WebSocketSubscriptions {
  private static final int LIMIT = 5;

  private record ActiveSubscription(Object id, EventQuery query) {}

  /** A message about a block; its value is built only for subscribers. */
  private record BlockEventMessage(
      String kind, Map<String, List<String>> events, Supplier<Map<String, Object>> value) {

    static List<BlockEventMessage> messagesOf(ChainBlock block) {
      Map<String, List<String>> ends = ChainEvent.valuesByKey(block.endEvents());
      List<BlockEventMessage> messages = new ArrayList<>();
      messages.add(newMessage("NewBlockEvents", ends, () -> events(block)));
      messages.add(
          newMessage(
              "NewBlockHeader", ends, () -> CosmosJson.object("header", BlockJson.header(block))));
      messages.add(newMessage("NewBlock", ends, () -> fullBlock(block)));
      for (DeliveredTx tx : block.results()) {
        messages.add(
            newMessage(
                "Tx",
                tx.eventValuesByKey(),
                () -> CosmosJson.object("TxResult", BlockJson.webSocketTx(tx))));
      }
      return messages;
    }

    private static BlockEventMessage newMessage(
        String kind, Map<String, List<String>> events, Supplier<Map<String, Object>> value) {
      Map<String, List<String>> all = new LinkedHashMap<>();
      all.put("tm.event", List.of(kind));
      all.putAll(events);
      return new BlockEventMessage(kind, all, value);
    }

    private static Map<String, Object> events(ChainBlock block) {
      return CosmosJson.object()
          .int64("height", block.height())
          .with("events", TxJson.events(block.endEvents()))
          .int64("num_txs", block.results().size());
    }

    private static Map<String, Object> fullBlock(ChainBlock block) {
      Map<String, Object> message = BlockJson.block(block);
      message.put(
          "result_finalize_block", CosmosJson.object("events", TxJson.events(block.endEvents())));
      return message;
    }
  }

  private final Map<ServerWebSocket, Map<String, ActiveSubscription>> clients =
      new ConcurrentHashMap<>();
  private final JsonRpcApi rpc;
  private final LongFunction<ChainBlock> blocks;
  private volatile boolean silent;
  private volatile int copies = 1;

  /**
   * @param blocks block by height, null if there is none
   */
  public WebSocketSubscriptions(JsonRpcApi rpc, LongFunction<ChainBlock> blocks) {
    this.rpc = rpc;
    this.blocks = blocks;
  }

  /** Keeps connections open but sends no more events, or sends them again. */
  public void setSilent(boolean on) {
    silent = on;
  }

  /** Sends every event this many times. */
  public void setCopiesPerEvent(int count) {
    copies = count;
  }

  /** Sends every client one message of so many bytes. */
  public void flood(int bytes) {
    String message = " ".repeat(bytes);
    clients.keySet().forEach(it -> it.writeTextMessage(message));
  }

  /** Closes every connection. */
  public void closeAll() {
    clients.keySet().forEach(it -> it.close());
  }

  public void acceptConnection(ServerWebSocket socket) {
    if (!socket.path().equals("/websocket")) {
      socket.close();
      return;
    }
    clients.put(socket, new ConcurrentHashMap<>());
    socket.closeHandler(it -> clients.remove(socket));
    socket.textMessageHandler(it -> send(socket, handleRequest(socket, it)));
  }

  private Map<String, Object> handleRequest(ServerWebSocket socket, String text) {
    Object id = -1;
    try {
      JsonNode request = CosmosJson.parse(text.getBytes(StandardCharsets.UTF_8));
      id = CosmosJson.scalarOrNull(request.path("id"));
      String query = request.at("/params/query").asText();
      Map<String, ActiveSubscription> asked = clients.getOrDefault(socket, Map.of());
      switch (request.path("method").asText()) {
        case "subscribe" -> subscribe(asked, id, query);
        case "unsubscribe" -> unsubscribe(asked, query);
        case "unsubscribe_all" -> asked.clear();
        default -> {
          return rpc.handleJsonRpc(request);
        }
      }
      return JsonRpcApi.resultMessage(id, Map.of());
    } catch (IllegalArgumentException e) {
      return JsonRpcApi.errorMessage(id, e);
    } catch (IOException e) {
      return JsonRpcApi.errorMessage(id, -32700, e.getMessage());
    }
  }

  private static void subscribe(Map<String, ActiveSubscription> asked, Object id, String query) {
    if (asked.containsKey(query)) {
      throw new IllegalArgumentException("already subscribed");
    }
    if (asked.size() >= LIMIT) {
      throw new IllegalArgumentException("max_subscriptions_per_client " + LIMIT + " reached");
    }
    asked.put(query, new ActiveSubscription(id, EventQuery.parse(query)));
  }

  private static void unsubscribe(Map<String, ActiveSubscription> asked, String query) {
    if (asked.remove(query) == null) {
      throw new IllegalArgumentException("subscription not found");
    }
  }

  /** Sends the events of past blocks again, as a node that catches up might. */
  public void replay(long fromHeight, long toHeight) {
    for (long height = fromHeight; height <= toHeight; height++) {
      ChainBlock block = blocks.apply(height);
      if (block != null) {
        publish(block);
      }
    }
  }

  public void publish(ChainBlock block) {
    if (silent || clients.isEmpty()) {
      return;
    }
    for (BlockEventMessage message : BlockEventMessage.messagesOf(block)) {
      clients.forEach(
          (socket, asked) ->
              asked.values().stream()
                  .filter(it -> it.query().matches(message.events()))
                  .forEach(it -> publish(socket, it, message)));
    }
  }

  private void publish(
      ServerWebSocket socket, ActiveSubscription asked, BlockEventMessage message) {
    Map<String, Object> result =
        CosmosJson.object("query", asked.query().text())
            .with(
                "data",
                CosmosJson.object("type", "tendermint/event/" + message.kind())
                    .with("value", message.value().get()))
            .with("events", message.events());
    for (int i = 0; i < copies; i++) {
      send(socket, JsonRpcApi.resultMessage(asked.id(), result));
    }
  }

  private static void send(ServerWebSocket socket, Map<String, Object> message) {
    if (!socket.isClosed()) {
      socket.writeTextMessage(new String(CosmosJson.toBytes(message), StandardCharsets.UTF_8));
    }
  }
}
