package routes.market;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * How a market source is spoken to over HTTP. The client's own retries, redirects and cookies are
 * off: retries belong to the route, and nothing of one host may reach another.
 */
public final class MarketHttpClient {
  /** Camel counts redeliveries in these headers: sweeping them out makes it retry for ever. */
  public static final String COUNTER = "CamelRedeliver*";

  private static final int MOST_BYTES = 16 << 20;

  /** Milliseconds, real time: for the first byte, for each further one, and for all of them. */
  private static final String WITHIN = "{{market.reply-within:8000}}";

  private MarketHttpClient() {}

  public static HttpClientConfigurer clientConfigurer(CamelContext camel) {
    long most = replyTimeout(camel).toMillis() * 5 / 4;
    return builder ->
        builder
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .addExecInterceptorFirst(
                "deadline",
                (request, scope, chain) -> {
                  scheduleCutOff(scope.execRuntime, most);
                  ClassicHttpResponse reply = chain.proceed(request, scope);
                  if (reply.getEntity() != null) {
                    reply.setEntity(
                        new CappedEntity(
                            reply.getEntity(), MOST_BYTES, scope.execRuntime::discardEndpoint));
                  }
                  return reply;
                });
  }

  /** Closing a reply reads it to its end, which a dripping host never reaches. */
  private static void scheduleCutOff(ExecRuntime connection, long millis) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
        .execute(connection::discardEndpoint);
  }

  /** Endpoint of a source; its address can be set as {@code market.<source>.url}. */
  public static String sourceUri(String source, String url) {
    return endpointUri("{{market." + source + ".url:" + url + "}}", "marketHttp");
  }

  /** Endpoint of any address read this way, with the client of that name in the registry. */
  public static String endpointUri(String address, String client) {
    return address
        + "?throwExceptionOnFailure=false&followRedirects=false&disableStreamCache=true"
        + "&httpMethod=GET&userAgent=dromedary&httpClientConfigurer=#"
        + client
        + "&httpClient.responseTimeout="
        + WITHIN
        + "&httpConnection.connectTimeout=3000&httpConnection.socketTimeout="
        + WITHIN;
  }

  /** What went wrong, also where Camel has already caught it. */
  public static Exception caughtException(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }

  public static void writeRequest(Exchange exchange, CandleRequest ask) {
    var message = exchange.getMessage();
    message.setBody(null);
    message.setHeader(Exchange.HTTP_PATH, ask.path());
    message.setHeader(Exchange.HTTP_QUERY, ask.query());
    ask.headers().forEach(message::setHeader);
  }

  /** Takes the body out, since a broken stream would break the failure's handling as well. */
  public static SourceReply readReply(Exchange exchange) throws IOException {
    var message = exchange.getMessage();
    var in = message.getBody(InputStream.class);
    message.setBody(null);
    try (in) {
      return SourceReply.of(
          message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
          in == null ? new byte[0] : readBody(in, replyTimeout(exchange.getContext())),
          message.getHeader("Retry-After", String.class),
          "simulated".equals(message.getHeader("X-Dromedary-Market", String.class)));
    }
  }

  private static Duration replyTimeout(CamelContext camel) {
    var text = camel.resolvePropertyPlaceholders(WITHIN);
    return Duration.ofMillis(Long.parseLong(text));
  }

  /** The body, unless it is too large or drips in too slowly. */
  public static byte[] readBody(InputStream in, Duration within) throws IOException {
    var end = System.nanoTime() + within.toNanos();
    var body = new ByteArrayOutputStream();
    var part = new byte[1 << 14];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      body.write(part, 0, n);
      if (System.nanoTime() > end) {
        throw new SocketTimeoutException("the reply drips in too slowly");
      }
    }
    return body.toByteArray();
  }

  /**
   * A reply's body that ends in an error once it is longer than it may be. The connection is
   * dropped at that moment, because closing a body otherwise reads it to its end.
   */
  static final class CappedEntity extends HttpEntityWrapper {
    private final long most;
    private final Runnable drop;

    /**
     * @param most bytes, after unpacking
     * @param drop ends the connection
     */
    CappedEntity(HttpEntity entity, long most, Runnable drop) {
      super(entity);
      this.most = most;
      this.drop = drop;
    }

    @Override
    public InputStream getContent() throws IOException {
      return new CountingStream(super.getContent());
    }

    private final class CountingStream extends FilterInputStream {
      private long left = most;

      CountingStream(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(0, read));
        return read;
      }

      private void count(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
          drop.run();
          throw new IOException("the reply is larger than " + most + " bytes");
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
