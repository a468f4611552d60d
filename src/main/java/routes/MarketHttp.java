package routes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import market.Ask;
import market.Reply;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpClientConfigurer;

/**
 * How a market source is spoken to over HTTP. The client's own retries, redirects and cookies are
 * off: retries belong to the route, and nothing of one host may reach another.
 */
final class MarketHttp {
  /** Camel counts redeliveries in these headers: sweeping them out makes it retry for ever. */
  static final String COUNTER = "CamelRedeliver*";

  private static final int MOST_BYTES = 16 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private MarketHttp() {}

  static HttpClientConfigurer client() {
    return builder ->
        builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
  }

  /** Endpoint of a source; its address can be set as {@code market.<source>.url}. */
  static String sourceUri(String source, String url) {
    return uri("{{market." + source + ".url:" + url + "}}", "marketHttp");
  }

  /** Endpoint of any address read this way, with the client of that name in the registry. */
  static String uri(String address, String client) {
    return address
        + "?throwExceptionOnFailure=false&followRedirects=false&disableStreamCache=true"
        + "&httpMethod=GET&userAgent=dromedary&httpClientConfigurer=#"
        + client
        + "&httpClient.responseTimeout="
        + PATIENCE.toMillis()
        + "&httpConnection.connectTimeout=3000&httpConnection.socketTimeout="
        + PATIENCE.toMillis();
  }

  /** What went wrong, also where Camel has already caught it. */
  static Exception cause(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
  }

  static void write(Exchange exchange, Ask ask) {
    var message = exchange.getMessage();
    message.setBody(null);
    message.setHeader(Exchange.HTTP_PATH, ask.path());
    message.setHeader(Exchange.HTTP_QUERY, ask.query());
    ask.headers().forEach(message::setHeader);
  }

  static Reply read(Exchange exchange) throws IOException {
    var message = exchange.getMessage();
    try (var in = message.getBody(InputStream.class)) {
      return Reply.of(
          message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
          in == null ? new byte[0] : bytes(in),
          message.getHeader("Retry-After", String.class),
          "simulated".equals(message.getHeader("X-Dromedary-Market", String.class)));
    }
  }

  /** The body, unless it is absurdly large or drips in too slowly. */
  static byte[] bytes(InputStream in) throws IOException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var body = new ByteArrayOutputStream();
    var part = new byte[1 << 14];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      body.write(part, 0, n);
      if (body.size() > MOST_BYTES) {
        throw new IOException("the reply is larger than " + MOST_BYTES + " bytes");
      }
      if (System.nanoTime() > end) {
        throw new SocketTimeoutException("the reply drips in too slowly");
      }
    }
    return body.toByteArray();
  }
}
