package chain.http;

import base.BoundedNumbers;
import chain.model.NodeEndpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a node answered in JSON, with the status it came under. Integers of 64 bits are texts on
 * this wire.
 *
 * @param blockHeight of the state that was asked, which behind a load balancer may be another
 *     node's than the last time; 0 where it is not told
 */
public record NodeReply(NodeEndpoint endpoint, int status, JsonNode body, long blockHeight) {
  private static final int UNIMPLEMENTED = 12;
  private static final int NOT_FOUND = 5;

  /**
   * Beyond any height, account number, sequence or gas of a chain, none of which is negative. Times
   * computed from larger heights would overflow.
   */
  private static final long MAX_COUNT = 1_000_000_000;

  /** With these the emissions module says, under status 500, that there is no such thing. */
  private static final Pattern ABSENT =
      Pattern.compile("collections: not found.*|error getting topic", Pattern.DOTALL);

  public NodeReply(NodeEndpoint endpoint, int status, JsonNode body) {
    this(endpoint, status, body, 0);
  }

  public boolean isOk() {
    return status == 200;
  }

  /** The route does not exist: another generation, or an older node. */
  public boolean isRouteNotServed() {
    return status == 501 || !isOk() && body.path("code").asInt() == UNIMPLEMENTED;
  }

  /** The node failed over the question; another one may know the answer. */
  public boolean isServerError() {
    return status >= 500 && !isRouteNotServed() && !isNotFound();
  }

  /** An answer, whatever its status: what was asked for does not exist. */
  public boolean isNotFound() {
    return status == 404
        || !isOk()
            && (body.path("code").asInt() == NOT_FOUND || ABSENT.matcher(errorMessage()).matches());
  }

  /** The gateway's error text, empty where there is none. */
  public String errorMessage() {
    return body.path("message").asText("");
  }

  public JsonNode field(String... names) {
    JsonNode node = body;
    for (String name : names) {
      node = node.path(name);
    }
    return node;
  }

  /**
   * A height, sequence, gas or the like.
   *
   * @throws NodeUnavailableException if there is no such number or it is beyond all bounds
   */
  public long longField(String... names) {
    return parseLong(field(names), String.join(".", names));
  }

  /**
   * As {@link #longField}, but 0 where the field is absent.
   *
   * @throws NodeUnavailableException if it is there and cannot be used
   */
  public long longFieldOrZero(String... names) {
    JsonNode node = field(names);
    return node.isMissingNode() || node.isNull() ? 0 : parseLong(node, String.join(".", names));
  }

  /**
   * @throws NodeUnavailableException as {@link #longField}
   */
  public String textField(String... names) {
    JsonNode node = field(names);
    if (!node.isTextual()) {
      throw new NodeUnavailableException(endpoint, "answered without " + String.join(".", names));
    }
    return node.asText();
  }

  /**
   * @throws NodeUnavailableException as {@link #longField}
   */
  public BigDecimal decimalField(String... names) {
    return parse(textField(names), String.join(".", names), BoundedNumbers::parseDecimal);
  }

  /**
   * An amount of coins.
   *
   * @throws NodeUnavailableException as {@link #longField}, or if it is negative
   */
  public BigInteger amountField(String... names) {
    String name = String.join(".", names);
    BigInteger amount = parse(textField(names), name, BoundedNumbers::parseInteger);
    if (amount.signum() < 0) {
      throw new NodeUnavailableException(endpoint, "answered with a negative " + name);
    }
    return amount;
  }

  public boolean booleanField(String... names) {
    return field(names).asBoolean(false);
  }

  public long parseLong(JsonNode node, String name) {
    if (node.isMissingNode() || node.isNull()) {
      throw new NodeUnavailableException(endpoint, "answered without the number " + name);
    }
    long count = parse(node.asText(), name, BoundedNumbers::parseLong);
    if (count < 0 || count > MAX_COUNT) {
      throw new NodeUnavailableException(
          endpoint, "answered with " + name + " = " + count + ", which no chain has");
    }
    return count;
  }

  /**
   * A number in the spelling of the node.
   *
   * @throws NodeUnavailableException if it cannot be worked with
   */
  public String decimalText(JsonNode node, String name) {
    parse(node.asText(), name, BoundedNumbers::parseDecimal);
    return node.asText();
  }

  private <T> T parse(String text, String name, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (BoundedNumbers.UnusableNumberException e) {
      throw new NodeUnavailableException(
          endpoint, "answered with an unusable " + name + ": " + e.getMessage());
    }
  }
}
