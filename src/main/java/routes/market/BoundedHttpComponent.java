package routes.market;

import base.ErrorText;
import domain.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.cookie.CookieSpecFactory;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel's HTTP client with an end to everything a server sends: head, body (unpacked) and time. All
 * {@code http} and {@code https} endpoints of the context have it, those that a setting names
 * included. The client's own retries, redirects and cookies are off: retries belong to the route,
 * and nothing of one host may reach another.
 */
public final class BoundedHttpComponent extends HttpComponent {
  private static final int MAX_BODY = 16 << 20;
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxLineLength(16 << 10).setMaxHeaderCount(200).build();

  /** The usual one holds ten thousand domain names, 1.5 MB. */
  private static final Registry<CookieSpecFactory> NO_COOKIES =
      RegistryBuilder.<CookieSpecFactory>create().build();

  /** From the request to the end of the reply, by real time. */
  private final Duration deadline;

  private BoundedHttpComponent(Duration deadline) {
    this.deadline = deadline;
    setHttpClientConfigurer(this::configure);
  }

  /** Gives the context this client for both schemes, unless it has it already. */
  public static void install(CamelContext camel) {
    Duration deadline = MarketHttpClient.replyTimeout(camel).multipliedBy(5).dividedBy(4);
    for (String scheme : new String[] {"http", "https"}) {
      if (!(camel.hasComponent(scheme) instanceof BoundedHttpComponent)) {
        camel.removeComponent(scheme);
        camel.addComponent(scheme, new BoundedHttpComponent(deadline));
      }
    }
  }

  /** What a call through it came to, without the address, which may hold a secret. */
  public static String describeFailure(Throwable caught) {
    Throwable wrapped = caught;
    for (Throwable it = caught; it != null; it = it.getCause()) {
      if (it instanceof HttpOperationFailedException answered) {
        return "it answered " + answered.getStatusCode();
      }
      wrapped =
          it instanceof CamelExecutionException && it.getCause() != null ? it.getCause() : wrapped;
    }
    return wrapped instanceof Failure ? wrapped.getMessage() : ErrorText.describe(wrapped);
  }

  @Override
  @SuppressWarnings("deprecation") // the signature is Camel's
  protected HttpClientConnectionManager createConnectionManager(
      Registry<ConnectionSocketFactory> schemes, int most, int perHost, SocketConfig sockets) {
    PoolingHttpClientConnectionManager manager =
        new PoolingHttpClientConnectionManager(
            schemes,
            PoolConcurrencyPolicy.STRICT,
            TimeValue.ofMilliseconds(getConnectionTimeToLive()),
            ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build());
    manager.setMaxTotal(most > 0 ? most : getMaxTotalConnections());
    manager.setDefaultMaxPerRoute(perHost > 0 ? perHost : getConnectionsPerRoute());
    if (sockets != null) {
      manager.setDefaultSocketConfig(sockets);
    }
    return manager;
  }

  private void configure(HttpClientBuilder builder) {
    builder
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .setDefaultCookieSpecRegistry(NO_COOKIES)
        .addExecInterceptorFirst("bounds", this::executeBounded);
  }

  private ClassicHttpResponse executeBounded(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    CutOff cutOff = new CutOff(scope.execRuntime);
    CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS).execute(cutOff);
    try {
      ClassicHttpResponse reply = chain.proceed(request, scope);
      if (reply.getEntity() != null) {
        reply.setEntity(new CappedEntity(reply.getEntity(), cutOff));
      }
      return reply;
    } catch (IOException e) {
      throw cutOff.explain(e);
    }
  }

  /**
   * Drops a connection whose time is over: closing a reply reads it to its end, which a dripping
   * host never reaches.
   */
  private static final class CutOff implements Runnable {
    private final ExecRuntime connection;
    private volatile boolean late;

    CutOff(ExecRuntime connection) {
      this.connection = connection;
    }

    @Override
    public void run() {
      late = true;
      connection.discardEndpoint();
    }

    IOException explain(IOException e) {
      return late ? new SocketTimeoutException("no answer in time") : e;
    }
  }

  /**
   * A reply's body that ends in an error once it is longer than it may be. The connection is
   * dropped at that moment, because closing a body otherwise reads it to its end.
   */
  private static final class CappedEntity extends HttpEntityWrapper {
    private final CutOff cutOff;

    CappedEntity(HttpEntity entity, CutOff cutOff) {
      super(entity);
      this.cutOff = cutOff;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new CountingStream(super.getContent());
    }

    private final class CountingStream extends FilterInputStream {
      private long left = MAX_BODY;

      CountingStream(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        try {
          int read = super.read(into, offset, length);
          count(Math.max(0, read));
          return read;
        } catch (IOException e) {
          throw cutOff.explain(e);
        }
      }

      private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
          cutOff.connection.discardEndpoint();
          throw new IOException("the reply is larger than " + MAX_BODY + " bytes");
        }
      }

      @Override
      public void close() throws IOException {
        if (left >= 0) {
          super.close();
        }
      }
    }
  }
}
