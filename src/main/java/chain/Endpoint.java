package chain;

import java.net.URI;
import java.util.Objects;

/**
 * Where a node is reached and what it speaks there, written {@code rest+https://host}, {@code
 * rpc+https://host} or {@code wss://host/websocket}.
 */
public record Endpoint(Protocol protocol, URI base) {
  /** What an endpoint speaks. */
  public enum Protocol {
    REST,
    RPC,
    WEBSOCKET
  }

  public Endpoint {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(base, "base");
    if (base.getHost() == null || base.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "endpoint needs a host and no user name, e.g. rest+https://host");
    }
  }

  /**
   * @throws IllegalArgumentException with the forms that would do, if the scheme does not name the
   *     protocol
   */
  public static Endpoint parse(String text) {
    String trimmed = text.strip();
    if (trimmed.matches("rest\\+https?://.+")) {
      return new Endpoint(Protocol.REST, uri(trimmed.substring("rest+".length())));
    }
    if (trimmed.matches("rpc\\+https?://.+")) {
      return new Endpoint(Protocol.RPC, uri(trimmed.substring("rpc+".length())));
    }
    if (trimmed.matches("wss?://.+")) {
      return new Endpoint(Protocol.WEBSOCKET, uri(trimmed));
    }
    throw new IllegalArgumentException(
        "endpoint '" + trimmed + "' must begin with rest+https://, rpc+https:// or wss://");
  }

  private static URI uri(String text) {
    return URI.create(text.replaceAll("/+$", ""));
  }

  /**
   * @param path begins with a slash; may carry a query
   */
  URI at(String path) {
    return URI.create(base + path);
  }

  /** The form it is configured in; also its name in messages. */
  @Override
  public String toString() {
    return protocol == Protocol.WEBSOCKET
        ? base.toString()
        : protocol.name().toLowerCase(java.util.Locale.ROOT) + "+" + base;
  }
}
