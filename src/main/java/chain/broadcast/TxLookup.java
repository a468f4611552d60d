package chain.broadcast;

import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.NodeEndpoint;
import chain.node.Node;
import chain.node.NodePool;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a transaction by its hash, over REST and, where that fails, over CometBFT RPC. Not found
 * proves nothing: nodes lag, and some keep no index.
 */
public final class TxLookup {
  private final NodePool nodes;

  public TxLookup(NodePool nodes) {
    this.nodes = nodes;
  }

  /** An included transaction. */
  record IncludedTx(long height, String codespace, int code, String log, JsonNode events) {}

  Optional<IncludedTx> findByHash(String hash) {
    return findFirst(NodeEndpoint.Protocol.REST, endpoint -> findByRest(endpoint, hash))
        .or(() -> findFirst(NodeEndpoint.Protocol.RPC, endpoint -> findByRpc(endpoint, hash)));
  }

  /** One node's word that it failed counts only if no other node contradicts it. */
  private Optional<IncludedTx> findFirst(
      NodeEndpoint.Protocol protocol, Function<NodeEndpoint, Optional<IncludedTx>> question) {
    Optional<IncludedTx> failed = Optional.empty();
    for (Node node : nodes.monitor().nodesInSync(protocol)) {
      try {
        Optional<IncludedTx> found = question.apply(node.endpoint());
        if (found.filter(it -> it.code() == 0).isPresent()) {
          return found;
        }
        failed = failed.or(() -> found);
      } catch (NodeUnavailableException unavailable) {
        node.recordFailure(unavailable.getMessage(), unavailable.retryAfter());
      }
    }
    return failed;
  }

  private Optional<IncludedTx> findByRest(NodeEndpoint endpoint, String hash) {
    NodeReply reply = nodes.httpClient().get(endpoint, "/cosmos/tx/v1beta1/txs/" + hash);
    return reply.isOk() ? parseTx(reply, reply.field("tx_response"), "raw_log") : Optional.empty();
  }

  private Optional<IncludedTx> findByRpc(NodeEndpoint endpoint, String hash) {
    NodeReply reply = nodes.httpClient().get(endpoint, "/tx?hash=0x" + hash);
    JsonNode result = reply.field("result");
    return result.isObject()
        ? parseTx(reply, result.path("tx_result"), "log", result.path("height"))
        : Optional.empty();
  }

  private static Optional<IncludedTx> parseTx(NodeReply reply, JsonNode tx, String log) {
    return parseTx(reply, tx, log, tx.path("height"));
  }

  private static Optional<IncludedTx> parseTx(
      NodeReply reply, JsonNode tx, String log, JsonNode height) {
    if (!tx.path("code").isInt()) {
      throw new NodeUnavailableException(
          reply.endpoint(), "answered with a transaction of no code");
    }
    return Optional.of(
        new IncludedTx(
            reply.parseLong(height, "height"),
            tx.path("codespace").asText(),
            tx.path("code").asInt(),
            tx.path(log).asText(),
            tx.path("events")));
  }
}
