package chain.http;

import base.BoundedBodies;
import base.ErrorText;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import chain.model.TrafficMeter;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP call to one node: JSON or {@link NodeUnavailableException}. The deadline covers the
 * whole call, a trickling body included, and nothing is retried in here: who may be asked again is
 * decided above.
 */
public final class NodeHttpClient {
  static {
    System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    System.setProperty("jdk.httpclient.keepalive.timeout", "30");
    System.setProperty("jdk.http.maxHeaderSize", "65536");
    System.setProperty("jdk.internal.httpclient.selectorTimeout", "60000"); // idle wake-ups
  }

  private static final Logger LOG = LoggerFactory.getLogger(NodeHttpClient.class);
  private static final int MAX_BODY = 8 << 20;

  /** Calls in a row that no node answers in time, after which the client itself is in doubt. */
  private static final int UNANSWERED = 5;

  private final Timeouts timeouts;
  private final AnswerTimes answerTimes;
  private final TrafficMeter traffic = new TrafficMeter();
  private final AtomicInteger unanswered = new AtomicInteger();
  private volatile HttpClient client;

  public NodeHttpClient(Timeouts timeouts) {
    this.timeouts = timeouts;
    this.answerTimes = new AnswerTimes(timeouts);
    this.client = createClient();
  }

  private HttpClient createClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(timeouts.httpCallTimeout().multipliedBy(4).dividedBy(5))
        .build();
  }

  /** A client whose own thread an error has ended refuses every call: another takes its place. */
  private <T> T call(Function<HttpClient, T> call) {
    HttpClient used = client;
    try {
      return call.apply(used);
    } catch (RejectedExecutionException ended) {
      LOG.error("the thread of the HTTP client ended in an error; there is a new one");
      replace(used);
      return call.apply(client);
    }
  }

  private synchronized void replace(HttpClient used) {
    if (client == used) {
      client = createClient();
    }
  }

  /** A client whose thread died before it could say so takes calls and never ends them. */
  private void recordUnanswered() {
    if (unanswered.incrementAndGet() >= UNANSWERED) {
      LOG.debug("no node answered {} calls in a row: the next goes by new connections", UNANSWERED);
      replace(client);
      unanswered.set(0);
    }
  }

  /**
   * @throws NodeUnavailableException if no JSON comes back in time
   */
  public NodeReply get(NodeEndpoint endpoint, String path) {
    return execute(endpoint, requestBuilder(endpoint.resolve(path)).GET().build());
  }

  /**
   * @throws NodeUnavailableException if no JSON comes back in time: what was posted may have been
   *     taken
   */
  public NodeReply post(NodeEndpoint endpoint, String path, JsonNode body) {
    HttpRequest.Builder request = requestBuilder(endpoint.resolve(path));
    request.header("content-type", "application/json");
    return execute(
        endpoint, request.POST(HttpRequest.BodyPublishers.ofString(body.toString())).build());
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
    CompletableFuture<WebSocket> call =
        call(it -> it.newWebSocketBuilder().buildAsync(endpoint.base(), listener));
    try {
      return call.get(timeouts.httpCallTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      call.thenAccept(WebSocket::abort);
      throw new NodeUnavailableException(endpoint, "did not open a websocket in time");
    } catch (ExecutionException e) {
      throw new NodeUnavailableException(endpoint, "opens no websocket: " + ErrorText.describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeUnavailableException(endpoint, "was not waited for: the program is stopping");
    }
  }

  private static HttpRequest.Builder requestBuilder(URI uri) {
    return HttpRequest.newBuilder(uri).header("accept", "application/json");
  }

  private NodeReply execute(NodeEndpoint endpoint, HttpRequest request) {
    traffic.countRequest(endpoint, request);
    long begin = System.nanoTime();
    long deadline = answerTimes.deadline(endpoint).toMillis();
    CompletableFuture<HttpResponse<byte[]>> call =
        call(it -> it.sendAsync(request, BoundedBodies.bytes(MAX_BODY)));
    try {
      HttpResponse<byte[]> reply = call.get(deadline, TimeUnit.MILLISECONDS);
      answerTimes.recordAnswer(endpoint, System.nanoTime() - begin);
      unanswered.set(0);
      traffic.countReply(endpoint, reply);
      return NodeReplyParser.parse(endpoint, reply);
    } catch (TimeoutException e) {
      answerTimes.recordTimeout(endpoint);
      recordUnanswered();
      throw new NodeUnavailableException(
          endpoint, "is half-open: no answer within " + deadline + " ms");
    } catch (ExecutionException e) {
      throw new NodeUnavailableException(endpoint, "is not reachable: " + ErrorText.describe(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeUnavailableException(endpoint, "was not waited for: the program is stopping");
    } finally {
      call.cancel(true);
    }
  }
}
