package chain.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
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
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections to nodes, kept for half a minute, and one request over one of them: no retry, no
 * redirect, no cookie, and an end to what a node may send. How long a call may take is its caller's
 * to say, who interrupts the thread.
 */
final class NodeConnections {
  private static final int MAX_BODY = 8 << 20;
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxLineLength(8 << 10).setMaxHeaderCount(100).build();

  /** On a plain connection no offer to go on with TLS. */
  private static final RequestConfig PLAIN =
      RequestConfig.custom().setProtocolUpgradeEnabled(false).build();

  /** The usual one holds ten thousand domain names, 1.5 MB. */
  private static final Registry<CookieSpecFactory> NO_COOKIES =
      RegistryBuilder.<CookieSpecFactory>create().build();

  /** More than are ever open: who asks limits them. */
  private static final int MOST = 1 << 16;

  /** Shorter than any proxy keeps a connection that is not used. */
  private static final TimeValue KEPT = TimeValue.ofSeconds(30);

  /**
   * A connection that rested so long is looked at before it is used: the node may have closed it.
   */
  private static final TimeValue RESTED = TimeValue.ofSeconds(1);

  private final PoolingHttpClientConnectionManager pool;
  private final CloseableHttpClient client;
  private volatile long sweptAt = System.nanoTime();

  NodeConnections(Duration connectTimeout, SSLContext tls) {
    pool =
        new AbortableConnections()
            // Java checks that a certificate is the host's, so the client, which would load those
            // domain names, need not
            .setTlsSocketStrategy(
                new DefaultClientTlsStrategy(
                    tls, HostnameVerificationPolicy.BUILTIN, NoopHostnameVerifier.INSTANCE))
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(connectTimeout))
                    .setValidateAfterInactivity(RESTED)
                    .build())
            .setMaxConnTotal(MOST)
            .setMaxConnPerRoute(MOST)
            .build();
    client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setDefaultRequestConfig(PLAIN)
            .setProxySelector(ProxySelector.getDefault())
            .setKeepAliveStrategy((reply, context) -> KEPT)
            .setUserAgent("dromedary")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .setDefaultCookieSpecRegistry(NO_COOKIES)
            .disableContentCompression()
            .build();
  }

  /**
   * Sends one request and reads the whole reply. May be ended by {@link HttpUriRequestBase#abort}
   * and an interrupt of this thread.
   *
   * @throws EOFException if the node closed the connection before its reply was complete
   */
  HttpReply send(HttpUriRequestBase request) throws IOException {
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
      pool.closeIdle(KEPT);
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
