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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.CookieSpecFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
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
      Http1Config.custom().setMaxLineLength(8 << 10).setMaxHeaderCount(100).build();

  /** No offer to go on with TLS, to which some proxies answer 403. */
  private static final RequestConfig PLAIN =
      RequestConfig.custom()
          .setProtocolUpgradeEnabled(false)
          .setAuthenticationEnabled(false)
          .build();

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
  private final PoolingHttpClientConnectionManager connections;
  private final CloseableHttpClient client;
  private final AtomicReference<HttpClient> webSocketClient = new AtomicReference<>();
  private volatile long sweptAt = System.nanoTime();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("node-call"));

  public NodeHttpClient(Timeouts timeouts) {
    this.timeouts = timeouts;
    this.answerTimes = new AnswerTimes(timeouts);
    this.connections =
        new AbortableConnections()
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(connectTimeout()))
                    .setValidateAfterInactivity(RESTED)
                    .build())
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .build();
    this.client = createClient(connections);
  }

  private Duration connectTimeout() {
    return timeouts.httpCallTimeout().multipliedBy(4).dividedBy(5);
  }

  private static CloseableHttpClient createClient(HttpClientConnectionManager connections) {
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(PLAIN)
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
    Future<HttpReply> call = threads.submit(() -> send(request));
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

  private HttpReply send(HttpUriRequestBase request) throws IOException {
    closeRestedConnections();
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

  /** After a burst most of them are not used again, and only who takes one looks at its age. */
  private void closeRestedConnections() {
    long now = System.nanoTime();
    if (now - sweptAt > KEPT.toNanoseconds()) {
      sweptAt = now;
      connections.closeIdle(KEPT);
    }
  }

  /** Connects no further once nobody waits any more, as after a slow look-up of the name. */
  private static final class AbortableConnections
      extends PoolingHttpClientConnectionManagerBuilder {
    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
      return new DefaultHttpClientConnectionOperator(
          ports,
          names,
          RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build()) {
        @Override
        protected void onBeforeSocketConnect(HttpContext context, HttpHost host) {
          requireWaitedFor();
        }

        @Override
        protected void onAfterSocketConnect(HttpContext context, HttpHost host) {
          requireWaitedFor();
        }

        private void requireWaitedFor() {
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("nobody waits for it any more");
          }
        }
      };
    }
  }
}
