package routes.market;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.CamelContextHelper;

/** How a market source is spoken to over HTTP, through {@link BoundedHttpComponent}. */
public final class MarketHttpClient {
  /** Camel counts redeliveries in these headers: sweeping them out makes it retry for ever. */
  public static final String COUNTER = "CamelRedeliver*";

  /** Milliseconds, real time: for the first byte, for each further one, and for all of them. */
  private static final String WITHIN = "{{market.reply-within:8000}}";

  private MarketHttpClient() {}

  /** Endpoint of a source; its address can be set as {@code market.<source>.url}. */
  public static String sourceUri(String source, String url) {
    return endpointUri("{{market." + source + ".url:" + url + "}}");
  }

  /** Endpoint of any address read this way. */
  public static String endpointUri(String address) {
    return endpointUri(address, "GET");
  }

  /** The same for a service that is sent something to compute. */
  public static String postUri(String address) {
    return endpointUri(address, "POST");
  }

  private static String endpointUri(String address, String method) {
    return address
        + "?throwExceptionOnFailure=false&followRedirects=false&disableStreamCache=true&httpMethod="
        + method
        + "&userAgent=dromedary"
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

  static Duration replyTimeout(CamelContext camel) {
    var text = camel.resolvePropertyPlaceholders(WITHIN);
    return CamelContextHelper.parseDuration(camel, text);
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
}
