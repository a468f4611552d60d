package devnet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An HTTP answer.
 *
 * @param trailers for gRPC, which tells its outcome there
 */
record Reply(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    Map<String, String> trailers) {
  static Reply json(int status, Object body) {
    return new Reply(status, "application/json", Json.bytes(body), Map.of(), Map.of());
  }

  static Reply ok(Object body) {
    return json(200, body);
  }

  static Reply text(int status, String contentType, String body) {
    return new Reply(
        status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), Map.of());
  }

  Reply with(String header, String value) {
    return new Reply(status, contentType, body, Map.of(header, value), trailers);
  }

  /** With its text changed; what is not text stays. */
  Reply changed(UnaryOperator<String> change) {
    if (contentType.startsWith("application/grpc")) {
      return this;
    }
    String text = change.apply(new String(body, StandardCharsets.UTF_8));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Reply(status, contentType, bytes, headers, trailers);
  }

  /** The first half of the body under the same head, as a proxy that lost its upstream. */
  Reply truncated() {
    byte[] half = Arrays.copyOf(body, body.length / 2);
    return new Reply(status, contentType, half, headers, Map.of());
  }
}
