package chain.http;

import base.DaemonThreads;
import base.ErrorText;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import chain.model.TrafficMeter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.cookie.CookieSpecFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * One HTTP call to one node: JSON or {@link NodeUnavailableException}. The deadline covers the
 * whole call, the look-up of its name and a trickling body included, and nothing is retried in
 * here: who may be asked again is decided above.
 */
public final class NodeHttpClient {
  private static final int MAX_BODY = 8 << 20;
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxLineLength(64 << 10).setMaxHeaderCount(200).build();

  /** More than are ever open: who asks limits them. */
  private static final int MOST_CONNECTIONS = 1 << 16;

  /** Shorter than any proxy keeps a connection that is not used. */
  private static final TimeValue KEPT = TimeValue.ofSeconds(30);

  /**
   * A connection that rested so long is looked at before it is used: the node may have closed it.
   */
  private static final TimeValue RESTED = TimeValue.ofSeconds(1);

  private final Timeouts timeouts;
  private final AnswerTimes answerTimes;
  private final TrafficMeter traffic = new TrafficMeter();
  private final CloseableHttpClient client;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("node-call"));

  public NodeHttpClient(Timeouts timeouts) {
    this.timeouts = timeouts;
    this.answerTimes = new AnswerTimes(timeouts);
    this.client = createClient(connectTimeout());
  }

  private Duration connectTimeout() {
    return timeouts.httpCallTimeout().multipliedBy(4).dividedBy(5);
  }

  private static CloseableHttpClient createClient(Duration connectTimeout) {
    ConnectionConfig connections =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(connectTimeout))
            .setValidateAfterInactivity(RESTED)
            .build();
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build())
                .setDefaultConnectionConfig(connections)
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .build())
        .setProxySelector(ProxySelector.getDefault())
        .setKeepAliveStrategy((reply, context) -> KEPT)
        .setUserAgent("dromedary")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .setDefaultCookieSpecRegistry(RegistryBuilder.<CookieSpecFactory>create().build())
        .disableAuthCaching()
        .disableContentCompression()
        .build();
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
   * Opens a websocket, by a client of its own: should the thread of that one end in an error, the
   * next websocket has another.
   *
   * @throws NodeUnavailableException if the node does not take it
   */
  WebSocket openWebSocket(NodeEndpoint endpoint, WebSocket.Listener listener) {
    CompletableFuture<WebSocket> call =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout())
            .build()
            .newWebSocketBuilder()
            .buildAsync(endpoint.base(), listener);
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

  private NodeReply execute(NodeEndpoint endpoint, HttpUriRequestBase request, long bodyLength) {
    request.setHeader("accept", "application/json");
    traffic.countRequest(endpoint, request.getPath(), bodyLength);
    long begin = System.nanoTime();
    long deadline = answerTimes.deadline(endpoint).toMillis();
    Future<HttpReply> call = threads.submit(() -> send(request));
    try {
      HttpReply reply = call.get(deadline, TimeUnit.MILLISECONDS);
      answerTimes.recordAnswer(endpoint, System.nanoTime() - begin);
      traffic.countReply(endpoint, reply.headLength(), reply.body().length);
      return NodeReplyParser.parse(endpoint, reply);
    } catch (TimeoutException e) {
      request.abort();
      answerTimes.recordTimeout(endpoint);
      throw new NodeUnavailableException(
          endpoint, "is half-open: no answer within " + deadline + " ms");
    } catch (ExecutionException e) {
      throw new NodeUnavailableException(endpoint, "is not reachable: " + ErrorText.describe(e));
    } catch (InterruptedException e) {
      request.abort();
      Thread.currentThread().interrupt();
      throw new NodeUnavailableException(endpoint, "was not waited for: the program is stopping");
    }
  }

  private HttpReply send(HttpUriRequestBase request) throws IOException {
    try {
      return client.execute(request, reply -> read(request, reply));
    } catch (NoHttpResponseException
        | ConnectionClosedException
        | MalformedChunkCodingException closed) {
      throw new EOFException();
    } catch (ClientProtocolException e) {
      throw new IOException("its answer is not HTTP", e);
    }
  }

  /**
   * The connection of a reply that is too long is dropped, as closing it would read it to its end.
   */
  private static HttpReply read(HttpUriRequestBase request, ClassicHttpResponse reply)
      throws IOException {
    try {
      return HttpReply.read(reply, MAX_BODY);
    } catch (IOException e) {
      request.abort();
      throw e;
    }
  }
}
