package chain.node;

import chain.http.JsonRpcWebSocket;
import chain.http.NodeHttpClient;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.BlockHead;
import chain.model.NodeEndpoint;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks a node for its newest block, which also shows its protocol and its chain. A node in the
 * wrong slot is named with the spelling that would be right.
 */
public final class NodeProbe {
  public static final String LATEST = "/cosmos/base/tendermint/v1beta1/blocks/latest";
  public static final String BLOCK = "/cosmos/base/tendermint/v1beta1/blocks/";

  private final NodeHttpClient httpClient;

  NodeProbe(NodeHttpClient httpClient) {
    this.httpClient = httpClient;
  }

  /**
   * @throws NodeUnavailableException if it gives none, or serves another protocol
   */
  BlockHead readHead(NodeEndpoint endpoint) {
    try {
      return requestHead(endpoint);
    } catch (NodeUnavailableException unavailable) {
      NodeEndpoint other = withOtherProtocol(endpoint);
      if (unavailable.getMessage().startsWith("answered") && speaksProtocol(other)) {
        throw new NodeUnavailableException(
            endpoint, "serves another protocol: write it as " + other);
      }
      throw unavailable;
    }
  }

  /**
   * @throws NodeUnavailableException if it cannot be had, which for old blocks is usual
   */
  BlockHead readBlockHeader(NodeEndpoint endpoint, long height) {
    if (endpoint.protocol() == NodeEndpoint.Protocol.REST) {
      return parseHeader(httpClient.get(endpoint, BLOCK + height), "block", "header");
    }
    try {
      NodeReply header = httpClient.get(endpoint, "/header?height=" + height);
      return parseHeader(header, "result", "header");
    } catch (NodeUnavailableException unavailable) {
      if (!unavailable.getMessage().startsWith("answered 404")) {
        throw unavailable;
      }
      // a node older than CometBFT 0.37 serves a header only within its block
      NodeReply block = httpClient.get(endpoint, "/block?height=" + height);
      return parseHeader(block, "result", "block", "header");
    }
  }

  boolean speaksProtocol(NodeEndpoint endpoint) {
    try {
      requestHead(endpoint);
      return true;
    } catch (NodeUnavailableException e) {
      return false;
    }
  }

  private BlockHead requestHead(NodeEndpoint endpoint) {
    return switch (endpoint.protocol()) {
      case REST -> parseHeader(httpClient.get(endpoint, LATEST), "block", "header");
      case RPC -> parseStatus(httpClient.get(endpoint, "/status"));
      case WEBSOCKET ->
          parseStatus(
              new NodeReply(
                  endpoint, 200, JsonRpcWebSocket.requestOnce(httpClient, endpoint, "status")));
    };
  }

  public static NodeEndpoint withOtherProtocol(NodeEndpoint endpoint) {
    return new NodeEndpoint(
        endpoint.protocol() == NodeEndpoint.Protocol.REST
            ? NodeEndpoint.Protocol.RPC
            : NodeEndpoint.Protocol.REST,
        endpoint.base());
  }

  /**
   * Other ways to write an endpoint, for one that does not serve the protocol it is written with.
   */
  static List<NodeEndpoint> alternativeSpellings(NodeEndpoint endpoint) {
    String base = endpoint.base().toString();
    if (endpoint.protocol() == NodeEndpoint.Protocol.WEBSOCKET) {
      return List.of(
          new NodeEndpoint(NodeEndpoint.Protocol.WEBSOCKET, URI.create(base + "/websocket")));
    }
    String bare = base.replaceFirst("/websocket$", "");
    String flipped =
        bare.startsWith("https") ? bare.replaceFirst("s", "") : bare.replaceFirst("p:", "ps:");
    return Stream.of(bare, flipped)
        .map(it -> new NodeEndpoint(endpoint.protocol(), URI.create(it)))
        .flatMap(it -> Stream.of(withOtherProtocol(it), it))
        .filter(it -> !it.equals(endpoint))
        .toList();
  }

  private static BlockHead parseHeader(NodeReply reply, String... path) {
    NodeReply header = new NodeReply(reply.endpoint(), reply.status(), requireObject(reply, path));
    return new BlockHead(
        reply.endpoint(),
        header.textField("chain_id"),
        header.longField("height"),
        parseTime(header, "time"));
  }

  private static BlockHead parseStatus(NodeReply reply) {
    NodeReply result =
        new NodeReply(reply.endpoint(), reply.status(), requireObject(reply, "result"));
    return new BlockHead(
        reply.endpoint(),
        result.textField("node_info", "network"),
        result.longField("sync_info", "latest_block_height"),
        parseTime(result, "sync_info", "latest_block_time"));
  }

  private static com.fasterxml.jackson.databind.JsonNode requireObject(
      NodeReply reply, String... path) {
    if (!reply.isOk() || !reply.field(path).isObject()) {
      throw new NodeUnavailableException(
          reply.endpoint(), "answered " + reply.status() + " without a block");
    }
    return reply.field(path);
  }

  private static Instant parseTime(NodeReply reply, String... names) {
    try {
      return Instant.parse(reply.textField(names));
    } catch (DateTimeException e) {
      throw new NodeUnavailableException(
          reply.endpoint(), "answered with a block time that cannot be read");
    }
  }
}
