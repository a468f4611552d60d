package chain.http;

import base.OutsideText;
import chain.model.NodeEndpoint;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells a node's answer from what a proxy, a web page or a node in trouble sends in its place. */
final class NodeReplyParser {
  /** Said by a node or a proxy about itself, not about what was asked. */
  private static final Set<Integer> TROUBLE = Set.of(401, 403, 408, 429, 502, 503, 504);

  private static final ObjectMapper JSON = new ObjectMapper();

  private NodeReplyParser() {}

  /**
   * @throws NodeUnavailableException if it is no JSON object, or says that the node itself is at
   *     fault
   */
  static NodeReply parse(NodeEndpoint endpoint, HttpReply reply) {
    int status = reply.status();
    if (TROUBLE.contains(status)) {
      throw new NodeUnavailableException(
          endpoint,
          "answered " + status + retryAfterText(retryAfter(reply)),
          status,
          retryAfter(reply));
    }
    Optional<String> elsewhere = reply.header("location");
    if (status / 100 == 3 && elsewhere.isPresent()) {
      throw noAnswer(endpoint, status, ": it has moved to " + OutsideText.clean(elsewhere.get()));
    }
    String text = new String(reply.body(), StandardCharsets.UTF_8);
    try {
      JsonNode body = JSON.readTree(text);
      if (body != null && body.isObject()) {
        return new NodeReply(endpoint, status, body, blockHeight(reply));
      }
    } catch (JacksonException e) {
      throw noAnswer(endpoint, status, " with " + describeBody(text));
    }
    throw noAnswer(endpoint, status, " with " + describeBody(text));
  }

  private static NodeUnavailableException noAnswer(NodeEndpoint endpoint, int status, String why) {
    return new NodeUnavailableException(
        endpoint, "answered " + status + why, status, Duration.ZERO);
  }

  private static long blockHeight(HttpReply reply) {
    String height = reply.header("grpc-metadata-x-cosmos-block-height").orElse("");
    return height.matches("\\d{1,9}") ? Long.parseLong(height) : 0;
  }

  private static Duration retryAfter(HttpReply reply) {
    String after = reply.header("retry-after").orElse("");
    return after.matches("\\d{1,4}") ? Duration.ofSeconds(Long.parseLong(after)) : Duration.ZERO;
  }

  private static String retryAfterText(Duration rest) {
    return rest.isZero() ? "" : ": it asks to wait for " + rest.toSeconds() + " s";
  }

  private static String describeBody(String text) {
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    if (start.isEmpty()) {
      return "an empty body";
    }
    return start.startsWith("<") ? "a web page instead of JSON" : "a body that is not JSON";
  }
}
