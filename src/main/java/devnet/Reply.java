package devnet;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer. */
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
  static Reply json(int status, Object body) {
    return new Reply(status, "application/json", Json.bytes(body), Map.of());
  }

  static Reply ok(Object body) {
    return json(200, body);
  }

  static Reply text(int status, String contentType, String body) {
    return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Reply with(String header, String value) {
    return new Reply(status, contentType, body, Map.of(header, value));
  }

  /** The first half of the body under the same head, as a proxy that lost its upstream. */
  Reply truncated() {
    return new Reply(status, contentType, java.util.Arrays.copyOf(body, body.length / 2), headers);
  }
}
