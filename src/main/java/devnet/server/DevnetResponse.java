package devnet.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An HTTP answer.
 *
 * @param trailers for gRPC, which tells its outcome there
 */
public record DevnetResponse(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    Map<String, String> trailers) {
  public static DevnetResponse json(int status, Object body) {
    return new DevnetResponse(
        status, "application/json", DevnetJson.toBytes(body), Map.of(), Map.of());
  }

  public static DevnetResponse okJson(Object body) {
    return json(200, body);
  }

  public static DevnetResponse text(int status, String contentType, String body) {
    return new DevnetResponse(
        status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), Map.of());
  }

  public DevnetResponse withHeader(String header, String value) {
    return new DevnetResponse(status, contentType, body, Map.of(header, value), trailers);
  }

  /** With its text changed; what is not text stays. */
  public DevnetResponse withChangedText(UnaryOperator<String> change) {
    if (contentType.startsWith("application/grpc")) {
      return this;
    }
    String text = change.apply(new String(body, StandardCharsets.UTF_8));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new DevnetResponse(status, contentType, bytes, headers, trailers);
  }

  /** The first half of the body under the same head, as a proxy that lost its upstream. */
  public DevnetResponse truncated() {
    byte[] half = Arrays.copyOf(body, body.length / 2);
    return new DevnetResponse(status, contentType, half, headers, Map.of());
  }
}
