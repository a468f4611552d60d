package chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.HexFormat;

/** Hands the bytes of a transaction to one node, in the language that node speaks. */
final class Broadcast {
  private final Wire wire;

  Broadcast(Wire wire) {
    this.wire = wire;
  }

  /**
   * What CheckTx said. Code 0 means the mempool, nothing more.
   *
   * @param codespace empty where the node told only a text
   */
  record Answer(String codespace, int code, String text) {
    private static final int UNTOLD = -1;

    static Answer textOnly(String text) {
      return new Answer("", UNTOLD, text);
    }

    boolean taken() {
      return code == 0;
    }

    Verdict verdict() {
      return code == UNTOLD ? Verdicts.of(text) : Verdicts.of(codespace, code, text);
    }
  }

  /**
   * @throws Silence if the node leaves it open whether it took the transaction
   */
  Answer send(Endpoint endpoint, String base64) {
    return endpoint.protocol() == Endpoint.Protocol.REST
        ? rest(endpoint, base64)
        : rpc(endpoint, base64);
  }

  private Answer rest(Endpoint endpoint, String base64) {
    ObjectNode body =
        new ObjectNode(JsonNodeFactory.instance)
            .put("tx_bytes", base64)
            .put("mode", "BROADCAST_MODE_SYNC");
    Reply reply = wire.post(endpoint, "/cosmos/tx/v1beta1/txs", body);
    if (!reply.ok()) {
      return Answer.textOnly(refusal(reply, reply.message()));
    }
    return answer(reply, reply.at("tx_response"), "raw_log");
  }

  private Answer rpc(Endpoint endpoint, String base64) {
    String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    Reply reply = wire.get(endpoint, "/broadcast_tx_sync?tx=0x" + hex);
    JsonNode error = reply.at("error");
    if (error.isObject()) {
      return Answer.textOnly(refusal(reply, error.path("data").asText()));
    }
    return answer(reply, reply.at("result"), "log");
  }

  private static Answer answer(Reply reply, JsonNode result, String log) {
    if (!result.path("code").isInt()) {
      throw new Silence(reply.from(), "answered a broadcast without a code");
    }
    return new Answer(
        result.path("codespace").asText(), result.path("code").asInt(), result.path(log).asText());
  }

  /** An error without a text that is known leaves open what happened. */
  private static String refusal(Reply reply, String text) {
    if (Verdicts.unknown(text)) {
      throw new Silence(reply.from(), "answered a broadcast with " + reply.status() + " " + text);
    }
    return text;
  }
}
