package devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.api.DevnetJson;
import devnet.api.JsonRpcException;
import devnet.block.ChainBlock;
import devnet.block.EventQuery;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/** The websocket of one RPC node: at most five subscriptions a client, and no replay. */
public final class WebSocketSubscriptions {
  private static final int LIMIT = 5;

  private record ActiveSubscription(Object id, EventQuery query) {}

  private final Map<ServerWebSocket, Map<String, ActiveSubscription>> clients =
      new ConcurrentHashMap<>();
  private final JsonRpcApi rpc;
  private final LongFunction<ChainBlock> blocks;
  private volatile boolean silent;
  private volatile int copies = 1;

  /**
   * @param blocks by height, null where there is none
   */
  public WebSocketSubscriptions(JsonRpcApi rpc, LongFunction<ChainBlock> blocks) {
    this.rpc = rpc;
    this.blocks = blocks;
  }

  /** Keeps connections open and says nothing any more. */
  public void setSilent(boolean on) {
    silent = on;
  }

  /** Sends every event this many times. */
  public void setCopiesPerEvent(int count) {
    copies = count;
  }

  /** Closes every connection. */
  public void closeAll() {
    clients.keySet().forEach(it -> it.close());
  }

  /** Connections now open. */
  public int connectionCount() {
    return clients.size();
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
      JsonNode request = DevnetJson.parse(text.getBytes(StandardCharsets.UTF_8));
      id = DevnetJson.scalarOrNull(request.path("id"));
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
    } catch (JsonRpcException e) {
      return JsonRpcApi.errorMessage(id, e.code, e.getMessage());
    } catch (IOException e) {
      return JsonRpcApi.errorMessage(id, -32700, e.getMessage());
    }
  }

  private static void subscribe(Map<String, ActiveSubscription> asked, Object id, String query) {
    if (asked.containsKey(query)) {
      throw new JsonRpcException(-32603, "already subscribed");
    }
    if (asked.size() >= LIMIT) {
      throw new JsonRpcException(-32603, "max_subscriptions_per_client " + LIMIT + " reached");
    }
    asked.put(query, new ActiveSubscription(id, EventQuery.parse(query)));
  }

  private static void unsubscribe(Map<String, ActiveSubscription> asked, String query) {
    if (asked.remove(query) == null) {
      throw new JsonRpcException(-32603, "subscription not found");
    }
  }

  /** Says again what blocks of the past caused, as a node that catches up might. */
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
        DevnetJson.object(
            "query",
            asked.query().text(),
            "data",
            DevnetJson.object(
                "type", "tendermint/event/" + message.kind(), "value", message.value().get()),
            "events",
            new LinkedHashMap<String, List<String>>(message.events()));
    for (int i = 0; i < copies; i++) {
      send(socket, JsonRpcApi.resultMessage(asked.id(), result));
    }
  }

  private static void send(ServerWebSocket socket, Map<String, Object> message) {
    if (!socket.isClosed()) {
      socket.writeTextMessage(new String(DevnetJson.toBytes(message), StandardCharsets.UTF_8));
    }
  }
}
