package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds a transaction by its hash, over REST and, where that fails, over CometBFT RPC. Not found
 * proves nothing: nodes lag, and some keep no index.
 */
final class TxLookup {
  private final Nodes nodes;

  TxLookup(Nodes nodes) {
    this.nodes = nodes;
  }

  /** An included transaction. */
  record Found(long height, String codespace, int code, String log, JsonNode events) {}

  Optional<Found> find(String hash) {
    return first(Endpoint.Protocol.REST, endpoint -> rest(endpoint, hash))
        .or(() -> first(Endpoint.Protocol.RPC, endpoint -> rpc(endpoint, hash)));
  }

  private Optional<Found> first(
      Endpoint.Protocol protocol, Function<Endpoint, Optional<Found>> question) {
    for (Node node : nodes.watch().inStep(protocol)) {
      try {
        Optional<Found> found = question.apply(node.endpoint());
        if (found.isPresent()) {
          return found;
        }
      } catch (Silence silence) {
        node.failed(silence.getMessage(), silence.rest());
      }
    }
    return Optional.empty();
  }

  private Optional<Found> rest(Endpoint endpoint, String hash) {
    Reply reply = nodes.wire().get(endpoint, "/cosmos/tx/v1beta1/txs/" + hash);
    return reply.ok() ? found(reply, reply.at("tx_response"), "raw_log") : Optional.empty();
  }

  private Optional<Found> rpc(Endpoint endpoint, String hash) {
    Reply reply = nodes.wire().get(endpoint, "/tx?hash=0x" + hash);
    JsonNode result = reply.at("result");
    return result.isObject()
        ? found(reply, result.path("tx_result"), "log", result.path("height"))
        : Optional.empty();
  }

  private static Optional<Found> found(Reply reply, JsonNode tx, String log) {
    return found(reply, tx, log, tx.path("height"));
  }

  private static Optional<Found> found(Reply reply, JsonNode tx, String log, JsonNode height) {
    return Optional.of(
        new Found(
            reply.whole(height, "height"),
            tx.path("codespace").asText(),
            tx.path("code").asInt(),
            tx.path(log).asText(),
            tx.path("events")));
  }
}
