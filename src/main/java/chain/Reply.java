package chain;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a node answered in JSON, with the status it came under. Integers of 64 bits are texts on
 * this wire.
 */
record Reply(Endpoint from, int status, JsonNode body) {
  private static final int UNIMPLEMENTED = 12;
  private static final int NOT_FOUND = 5;

  boolean ok() {
    return status == 200;
  }

  /** The route does not exist: another generation, or an older node. */
  boolean notServed() {
    return status == 501 || !ok() && body.path("code").asInt() == UNIMPLEMENTED;
  }

  /** The node failed over the question; another one may know the answer. */
  boolean broken() {
    return status >= 500 && !notServed();
  }

  boolean notFound() {
    return status == 404 || !ok() && body.path("code").asInt() == NOT_FOUND;
  }

  /** The gateway's error text, empty where there is none. */
  String message() {
    return body.path("message").asText("");
  }

  JsonNode at(String... names) {
    JsonNode node = body;
    for (String name : names) {
      node = node.path(name);
    }
    return node;
  }

  /**
   * @throws Silence if there is no such number: the node speaks another dialect
   */
  long number(String... names) {
    return whole(at(names), String.join(".", names));
  }

  /**
   * @throws Silence as {@link #number}
   */
  String text(String... names) {
    JsonNode node = at(names);
    if (!node.isTextual()) {
      throw new Silence(from, "answered without " + String.join(".", names));
    }
    return node.asText();
  }

  boolean flag(String... names) {
    return at(names).asBoolean(false);
  }

  long whole(JsonNode node, String name) {
    try {
      return Long.parseLong(node.asText());
    } catch (NumberFormatException e) {
      throw new Silence(from, "answered without the number " + name);
    }
  }
}
