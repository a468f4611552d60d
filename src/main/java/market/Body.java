package market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Optional;
import market.Reading.Kind;
import market.Reading.Refusal;

/** What all providers' replies have in common: JSON or not, and how the usual refusals look. */
final class Body {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Body() {}

  /** The body as a tree; empty where it is not exactly one JSON value. */
  static Optional<JsonNode> tree(Reply reply) {
    try {
      return Optional.of(JSON.readTree(reply.body())).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A reply that carries no data, sorted by status and by the words in it. */
  static Refusal refusal(Reply reply) {
    var kind = kind(reply.status(), reply.body().toLowerCase(Locale.ROOT));
    return new Refusal(kind, "answered " + reply.status() + " " + excerpt(reply.body()));
  }

  /** A reply whose data are of another pair than the one asked for. */
  static Refusal mixedUp(String held, String pair) {
    return new Refusal(Kind.TRANSIENT, "answered with prices of " + held + ", not of " + pair);
  }

  private static Kind kind(int status, String body) {
    if (status == 429 || status == 418 || saysThrottle(body)) {
      return Kind.THROTTLED;
    }
    if (status == 401 || status == 403 || status == 451 || saysToken(status, body)) {
      return Kind.DENIED;
    }
    var absent = status == 400 || status == 404 || says(body, "unknown asset pair");
    return absent ? Kind.ABSENT : Kind.TRANSIENT;
  }

  private static boolean saysThrottle(String body) {
    return says(body, "run over your", "rate limit", "too many", "too much", "400.002");
  }

  /** A page for people may speak of other tokens, e.g. those of its forms. */
  private static boolean saysToken(int status, String body) {
    return status < 500 && says(body, "token") && !body.stripLeading().startsWith("<");
  }

  private static boolean says(String body, String... words) {
    for (var word : words) {
      if (body.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static String excerpt(String body) {
    var line = body.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return line.length() <= 120 ? line : line.substring(0, 120) + "...";
  }
}
