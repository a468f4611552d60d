package chain.model;

import java.net.URI;
import java.util.Objects;

/**
 * Address and protocol of a node, written {@code rest+https://host}, {@code rpc+https://host} or
 * {@code wss://host/websocket}.
 */
public record NodeEndpoint(Protocol protocol, URI base) {
  /** The protocol that an endpoint serves. */
  public enum Protocol {
    REST,
    RPC,
    WEBSOCKET
  }

  public NodeEndpoint {
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
  public static NodeEndpoint parse(String text) {
    String trimmed = text.strip();
    if (trimmed.matches("rest\\+https?://.+")) {
      return new NodeEndpoint(
          Protocol.REST, uriWithoutTrailingSlash(trimmed.substring("rest+".length())));
    }
    if (trimmed.matches("rpc\\+https?://.+")) {
      return new NodeEndpoint(
          Protocol.RPC, uriWithoutTrailingSlash(trimmed.substring("rpc+".length())));
    }
    if (trimmed.matches("wss?://.+")) {
      return new NodeEndpoint(Protocol.WEBSOCKET, uriWithoutTrailingSlash(trimmed));
    }
    throw new IllegalArgumentException(
        "endpoint '%s' must begin with rest+https://, rpc+https:// or wss://: %s"
            .formatted(trimmed, rightSpelling(trimmed)));
  }

  /** By the scheme or the port that people write for the protocol. */
  private static String rightSpelling(String text) {
    String place = text.replaceFirst("^[a-zA-Z0-9+.-]*:/*(?=[^0-9])", "");
    if (text.matches("(?i).*grpc.*") || text.matches(".*:9090/?")) {
      return "gRPC is not spoken; give the node's REST address, such as rest+http://"
          + place.replaceFirst(":\\d+.*$", "")
          + ":1317";
    }
    String host = (text.startsWith("https") ? "https://" : "http://") + place;
    return text.matches("(?i)tcp:.*") || text.matches(".*:26657/?")
        ? "write rpc+" + host
        : "write rest+" + host + " for its REST address, rpc+" + host + " for its CometBFT RPC";
  }

  private static URI uriWithoutTrailingSlash(String text) {
    return URI.create(text.replaceAll("/+$", ""));
  }

  /**
   * @param path begins with a slash; may carry a query
   */
  public URI resolve(String path) {
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
