package chain.http;

import chain.model.NodeEndpoint;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What a node answered in JSON, with the status it came under. Integers of 64 bits are texts on
 * this wire.
 */
public record NodeReply(NodeEndpoint endpoint, int status, JsonNode body) {
  private static final int UNIMPLEMENTED = 12;
  private static final int NOT_FOUND = 5;
  private static final int LONGEST_NUMBER = 60;
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,40}");

  public boolean isOk() {
    return status == 200;
  }

  /** The route does not exist: another generation, or an older node. */
  public boolean isRouteNotServed() {
    return status == 501 || !isOk() && body.path("code").asInt() == UNIMPLEMENTED;
  }

  /** The node failed over the question; another one may know the answer. */
  public boolean isServerError() {
    return status >= 500 && !isRouteNotServed();
  }

  public boolean isNotFound() {
    return status == 404 || !isOk() && body.path("code").asInt() == NOT_FOUND;
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
   * @throws NodeUnavailableException if there is no such number: the node speaks another dialect
   */
  public long longField(String... names) {
    return parseLong(field(names), String.join(".", names));
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
   * A decimal that can be worked with: a short text such as {@code 1e300000000} would have billions
   * of digits once it is rounded.
   *
   * @throws NodeUnavailableException as {@link #longField}, or if it is beyond all bounds
   */
  public BigDecimal decimalField(String... names) {
    String text = textField(names);
    try {
      BigDecimal value = text.length() > LONGEST_NUMBER ? null : new BigDecimal(text);
      if (value != null && Math.abs((long) value.scale()) <= LONGEST_NUMBER) {
        return value;
      }
    } catch (NumberFormatException e) {
      // as bad as one that is too long
    }
    throw new NodeUnavailableException(
        endpoint, "answered with a number that cannot be read: " + String.join(".", names));
  }

  /**
   * An amount of coins.
   *
   * @throws NodeUnavailableException as {@link #decimalField}
   */
  public BigInteger amountField(String... names) {
    String text = textField(names);
    if (!AMOUNT.matcher(text).matches()) {
      throw new NodeUnavailableException(
          endpoint, "answered with an amount that cannot be read: " + String.join(".", names));
    }
    return new BigInteger(text);
  }

  public boolean booleanField(String... names) {
    return field(names).asBoolean(false);
  }

  public long parseLong(JsonNode node, String name) {
    try {
      return Long.parseLong(node.asText());
    } catch (NumberFormatException e) {
      throw new NodeUnavailableException(endpoint, "answered without the number " + name);
    }
  }
}
