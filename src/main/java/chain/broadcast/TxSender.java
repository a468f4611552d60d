package chain.broadcast;

import chain.http.NodeHttpClient;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.NodeEndpoint;
import chain.tx.TxErrorTable;
import chain.tx.TxRefusal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;

/** Hands the bytes of a transaction to one node, in that node's protocol. */
final class TxSender {
  private final NodeHttpClient httpClient;

  TxSender(NodeHttpClient httpClient) {
    this.httpClient = httpClient;
  }

  /**
   * What CheckTx said. Code 0 means the mempool, nothing more.
   *
   * @param codespace empty where the node told only a text
   */
  record BroadcastResponse(String codespace, int code, String text) {
    private static final int UNTOLD = -1;

    static BroadcastResponse textOnly(String text) {
      return new BroadcastResponse("", UNTOLD, text);
    }

    boolean isInMempool() {
      return code == 0;
    }

    TxRefusal meaning() {
      return code == UNTOLD
          ? TxErrorTable.lookUp(text)
          : TxErrorTable.lookUp(codespace, code, text);
    }
  }

  /**
   * @throws NodeUnavailableException if the node leaves it open whether it took the transaction
   */
  BroadcastResponse send(NodeEndpoint endpoint, String base64) {
    return endpoint.protocol() == NodeEndpoint.Protocol.REST
        ? sendByRest(endpoint, base64)
        : sendByRpc(endpoint, base64);
  }

  private BroadcastResponse sendByRest(NodeEndpoint endpoint, String base64) {
    ObjectNode body =
        new ObjectNode(JsonNodeFactory.instance)
            .put("tx_bytes", base64)
            .put("mode", "BROADCAST_MODE_SYNC");
    NodeReply reply = httpClient.post(endpoint, "/cosmos/tx/v1beta1/txs", body);
    if (!reply.isOk()) {
      return BroadcastResponse.textOnly(requireKnownRefusal(reply, reply.errorMessage()));
    }
    return parseResult(reply, reply.field("tx_response"), "raw_log");
  }

  private BroadcastResponse sendByRpc(NodeEndpoint endpoint, String base64) {
    String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    NodeReply reply = httpClient.get(endpoint, "/broadcast_tx_sync?tx=0x" + hex);
    JsonNode error = reply.field("error");
    if (error.isObject()) {
      return BroadcastResponse.textOnly(requireKnownRefusal(reply, error.path("data").asText()));
    }
    return parseResult(reply, reply.field("result"), "log");
  }

  private static BroadcastResponse parseResult(NodeReply reply, JsonNode result, String log) {
    if (!result.path("code").isInt()) {
      throw new NodeUnavailableException(reply.endpoint(), "answered a broadcast without a code");
    }
    return new BroadcastResponse(
        result.path("codespace").asText(), result.path("code").asInt(), result.path(log).asText());
  }

  /** An error without a text that is known leaves open what happened. */
  private static String requireKnownRefusal(NodeReply reply, String text) {
    if (TxErrorTable.isUnknown(text)) {
      throw new NodeUnavailableException(
          reply.endpoint(), "answered a broadcast with " + reply.status() + " " + text);
    }
    return text;
  }
}
