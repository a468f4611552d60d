package chain.http;

import base.DaemonThreads;
import base.ErrorText;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import chain.model.TrafficMeter;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * One HTTP call to one node: JSON or {@link NodeUnavailableException}. The deadline covers the
 * whole call, the look-up of its name and a trickling body included, and nothing is retried in
 * here: who may be asked again is decided above.
 */
public final class NodeHttpClient {
  private final Timeouts timeouts;
  private final AnswerTimes answerTimes;
  private final TrafficMeter traffic = new TrafficMeter();
  private final NodeConnections connections;
  private final AtomicReference<HttpClient> webSocketClient = new AtomicReference<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("node-call"));

  public NodeHttpClient(Timeouts timeouts) {
    this(timeouts, SSLContexts.createSystemDefault());
  }

  NodeHttpClient(Timeouts timeouts, SSLContext tls) {
    this.timeouts = timeouts;
    this.answerTimes = new AnswerTimes(timeouts);
    this.connections = new NodeConnections(connectTimeout(), tls);
  }

  private Duration connectTimeout() {
    return timeouts.httpCallTimeout().multipliedBy(4).dividedBy(5);
  }

  /**
   * @throws NodeUnavailableException if no JSON comes back in time
   */
  public NodeReply get(NodeEndpoint endpoint, String path) {
    return execute(endpoint, new HttpGet(endpoint.resolve(path)), 0);
  }

  /**
   * @throws NodeUnavailableException if no JSON comes back in time: what was posted may have been
   *     taken
   */
  public NodeReply post(NodeEndpoint endpoint, String path, JsonNode body) {
    HttpPost request = new HttpPost(endpoint.resolve(path));
    StringEntity text = new StringEntity(body.toString(), ContentType.APPLICATION_JSON);
    request.setEntity(text);
    return execute(endpoint, request, text.getContentLength());
  }

  public AnswerTimes answerTimes() {
    return answerTimes;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  /** What has been asked of each node so far, in calls and bytes. */
  public TrafficMeter traffic() {
    return traffic;
  }

  /**
   * Opens a websocket.
   *
   * @throws NodeUnavailableException if the node does not take it
   */
  WebSocket openWebSocket(NodeEndpoint endpoint, WebSocket.Listener listener) {
    HttpClient opener =
        webSocketClient.updateAndGet(it -> it == null ? createWebSocketClient() : it);
    CompletableFuture<WebSocket> call = null;
    try {
      call = opener.newWebSocketBuilder().buildAsync(endpoint.base(), listener);
      return call.get(timeouts.httpCallTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      webSocketClient.compareAndSet(opener, null);
      throw new NodeUnavailableException(endpoint, "opens no websocket: " + ErrorText.describe(e));
    } catch (TimeoutException e) {
      webSocketClient.compareAndSet(opener, null); // an error may have ended its thread
      call.thenAccept(WebSocket::abort);
      throw new NodeUnavailableException(endpoint, "did not open a websocket in time");
    } catch (ExecutionException e) {
      throw new NodeUnavailableException(endpoint, "opens no websocket: " + ErrorText.describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeUnavailableException(endpoint, "was not waited for: the program is stopping");
    }
  }

  private HttpClient createWebSocketClient() {
    return HttpClient.newBuilder().connectTimeout(connectTimeout()).build();
  }

  private NodeReply execute(NodeEndpoint endpoint, HttpUriRequestBase request, long bodyLength) {
    request.setHeader("accept", "application/json");
    traffic.countRequest(endpoint, request.getPath(), bodyLength);
    long begin = System.nanoTime();
    long deadline = answerTimes.deadline(endpoint).toMillis();
    Future<HttpReply> call = threads.submit(() -> connections.send(request));
    try {
      HttpReply reply = call.get(deadline, TimeUnit.MILLISECONDS);
      answerTimes.recordAnswer(endpoint, System.nanoTime() - begin);
      traffic.countReply(endpoint, reply.headLength(), reply.body().length);
      return NodeReplyParser.parse(endpoint, reply);
    } catch (TimeoutException e) {
      abort(request, call);
      answerTimes.recordTimeout(endpoint);
      throw new NodeUnavailableException(
          endpoint, "is half-open: no answer within " + deadline + " ms");
    } catch (ExecutionException e) {
      throw new NodeUnavailableException(endpoint, "is not reachable: " + ErrorText.describe(e));
    } catch (InterruptedException e) {
      abort(request, call);
      Thread.currentThread().interrupt();
      throw new NodeUnavailableException(endpoint, "was not waited for: the program is stopping");
    }
  }

  private static void abort(HttpUriRequestBase request, Future<?> call) {
    request.abort();
    call.cancel(true); // before it has a connection that could be closed
  }
}
