package chain.node;

import chain.http.JsonRpcWebSocket;
import chain.http.NodeHttpClient;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.BlockHead;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a node for its newest block, which also shows its protocol and its chain. A node in the
 * wrong slot is named with the spelling that would be right. A REST node sends the whole block with
 * that, with the signatures of all validators, so a node whose chain is known is asked for less.
 */
public final class NodeProbe {
  public static final String LATEST = "/cosmos/base/tendermint/v1beta1/blocks/latest";
  public static final String BLOCK = "/cosmos/base/tendermint/v1beta1/blocks/";

  /** Height and time of the newest state, since Cosmos SDK 0.50; it does not name the chain. */
  public static final String STATUS = "/cosmos/base/node/v1beta1/status";

  /** No reply, and those that say nothing of a path: the node is busy or out of service. */
  private static final Set<Integer> SILENT_OR_BUSY = Set.of(0, 408, 429, 503);

  private static final int NOT_IMPLEMENTED = 501;

  private final NodeHttpClient httpClient;
  private final Timeouts timeouts;
  private final Map<NodeEndpoint, KnownHead> known = new ConcurrentHashMap<>();
  private final Set<NodeEndpoint> withoutStatus = ConcurrentHashMap.newKeySet();

  /**
   * @param head told last
   * @param namedAt when the node named its chain last
   */
  private record KnownHead(BlockHead head, long namedAt) {}

  NodeProbe(NodeHttpClient httpClient, Timeouts timeouts) {
    this.httpClient = httpClient;
    this.timeouts = timeouts;
  }

  /**
   * @throws NodeUnavailableException if it gives none, or serves another protocol
   */
  BlockHead readHead(NodeEndpoint endpoint) {
    try {
      BlockHead head = requestHead(endpoint);
      known.put(endpoint, new KnownHead(head, timeouts.nanoTime()));
      return head;
    } catch (NodeUnavailableException unavailable) {
      known.remove(endpoint);
      NodeEndpoint other = withOtherProtocol(endpoint);
      if (unavailable.getMessage().startsWith("answered") && speaksProtocol(other)) {
        throw new NodeUnavailableException(
            endpoint, "serves another protocol: write it as " + other);
      }
      throw unavailable;
    }
  }

  /**
   * The same with the chain as the node named it a while ago. It names it again after a failure,
   * and where the height is lower than before or higher than any chain could be by now. The time
   * may be that of the block before: while a block is committed a node tells the new height with
   * the old time, and after a restart no time at all.
   *
   * @throws NodeUnavailableException as {@link #readHead}
   */
  BlockHead refreshHead(NodeEndpoint endpoint) {
    KnownHead before = known.get(endpoint);
    if (endpoint.protocol() != NodeEndpoint.Protocol.REST
        || before == null
        || timeouts.nanoTime() - before.namedAt() >= timeouts.surveyTtl().toNanos()
        || withoutStatus.contains(endpoint)) {
      return readHead(endpoint);
    }
    Optional<BlockHead> head = requestStatus(endpoint, before.head());
    head.ifPresent(it -> known.put(endpoint, new KnownHead(it, before.namedAt())));
    return head.isPresent() ? head.get() : readHead(endpoint);
  }

  /**
   * Empty where the node, or a proxy in front of it, does not serve it, or where it tells what does
   * not follow from its last head.
   */
  private Optional<BlockHead> requestStatus(NodeEndpoint endpoint, BlockHead before) {
    NodeReply reply;
    try {
      reply = httpClient.get(endpoint, STATUS);
    } catch (NodeUnavailableException unavailable) {
      if (SILENT_OR_BUSY.contains(unavailable.status())) {
        known.remove(endpoint);
        throw unavailable;
      }
      return noStatus(endpoint, unavailable.status());
    }
    if (!reply.isOk()) {
      return noStatus(endpoint, reply.status());
    }
    try {
      Instant time = parseTime(reply, "timestamp");
      BlockHead head = new BlockHead(endpoint, before.chainId(), reply.longField("height"), time);
      return Optional.of(head).filter(before::isFollowedBy);
    } catch (NodeUnavailableException unreadable) {
      return noStatus(endpoint, reply.status());
    }
  }

  /** It is not asked for it again, unless it failed in itself. */
  private Optional<BlockHead> noStatus(NodeEndpoint endpoint, int status) {
    if (status / 100 != 5 || status == NOT_IMPLEMENTED) {
      withoutStatus.add(endpoint);
    }
    return Optional.empty();
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
      throw withoutBlock(reply);
    }
    return reply.field(path);
  }

  private static NodeUnavailableException withoutBlock(NodeReply reply) {
    return new NodeUnavailableException(
        reply.endpoint(), "answered " + reply.status() + " without a block");
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
