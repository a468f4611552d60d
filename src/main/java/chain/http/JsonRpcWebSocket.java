package chain.http;

import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** One websocket to one node: JSON-RPC requests out, whatever it says in. Once broken, stays so. */
public final class JsonRpcWebSocket implements WebSocket.Listener, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 8 << 20;

  private final Timeouts timeouts;
  private final IntConsumer meter;
  private final Consumer<JsonNode> listener;
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;
  private volatile long heardAt;
  private volatile boolean broken;

  /**
   * @param listener gets every message, one after the other
   * @throws NodeUnavailableException if the node does not take the connection
   */
  public JsonRpcWebSocket(
      NodeHttpClient httpClient, NodeEndpoint endpoint, Consumer<JsonNode> listener) {
    this.timeouts = httpClient.timeouts();
    this.meter = length -> httpClient.traffic().countMessage(endpoint, length);
    this.listener = listener;
    this.heardAt = timeouts.nanoTime();
    this.socket = httpClient.openWebSocket(endpoint, this);
  }

  /**
   * The node's answer to one request without parameters.
   *
   * @throws NodeUnavailableException if none comes in time
   */
  public static JsonNode requestOnce(
      NodeHttpClient httpClient, NodeEndpoint endpoint, String method) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    try (JsonRpcWebSocket line = new JsonRpcWebSocket(httpClient, endpoint, answer::complete)) {
      line.sendRequest(method, method, new ObjectNode(JsonNodeFactory.instance));
      long patience = httpClient.timeouts().httpCallTimeout().dividedBy(4).toMillis();
      return answer.get(patience, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new NodeUnavailableException(endpoint, "opened a websocket and sent nothing there");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeUnavailableException(endpoint, "was not waited for: the program is stopping");
    }
  }

  /** Asks for the events that match; they come under the same id. */
  public void subscribe(String id, String query) {
    sendRequest(id, "subscribe", new ObjectNode(JsonNodeFactory.instance).put("query", query));
  }

  private void sendRequest(String id, String method, ObjectNode params) {
    ObjectNode request =
        new ObjectNode(JsonNodeFactory.instance)
            .put("jsonrpc", "2.0")
            .put("method", method)
            .put("id", id);
    request.set("params", params);
    meter.accept(request.toString().length());
    socket
        .sendText(request.toString(), true)
        .orTimeout(timeouts.httpCallTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(this::markBroken)
        .join();
  }

  public void ping() {
    socket.sendPing(ByteBuffer.allocate(0)).exceptionally(this::markBroken);
  }

  /** Whether nothing more will come, or nothing came for so long. */
  public boolean isBrokenOrSilent(Duration limit) {
    return broken || timeouts.nanoTime() - heardAt > limit.toNanos();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    heardAt = timeouts.nanoTime();
    if (broken || text.length() + part.length() > LONGEST) {
      text.setLength(0);
      text.trimToSize();
      close(from);
      return null;
    }
    text.append(part);
    if (last) {
      meter.accept(text.length());
      handleMessage(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  /** Nothing is read from it any more, however much it sends. */
  private void close(WebSocket from) {
    broken = true;
    from.abort();
  }

  private void handleMessage(String message) {
    try {
      listener.accept(JSON.readTree(message));
    } catch (JacksonException | NodeUnavailableException e) {
      broken = true;
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    broken = true;
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    broken = true;
  }

  private WebSocket markBroken(Throwable cause) {
    broken = true;
    return null;
  }

  @Override
  public void close() {
    broken = true;
    socket.abort();
  }
}
