package devnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;

/** CometBFT's RPC, as a path with a query or as a JSON-RPC body; answers nothing of the modules. */
final class RpcApi {
  /** The RPC's own kind of failure; the data says what happened. */
  static final class RpcError extends RuntimeException {
    final int code;

    RpcError(int code, String data) {
      super(data, null, false, false);
      this.code = code;
    }
  }

  private final Ledger ledger;
  private final Map<String, Function<Map<String, String>, Object>> methods = new HashMap<>();

  RpcApi(Ledger ledger) {
    this.ledger = ledger;
    methods.put("health", it -> Map.of());
    methods.put("status", it -> status());
    methods.put("block", it -> BlockJson.block(block(it)));
    methods.put("block_results", it -> BlockJson.results(block(it)));
    methods.put("broadcast_tx_sync", this::broadcast);
    methods.put("tx", this::tx);
  }

  Reply answer(Call call) {
    if (call.method().equals("POST")) {
      return Reply.ok(respond(call.body()));
    }
    String method = call.path().replaceFirst("^/", "");
    if (!methods.containsKey(method)) {
      return Reply.text(404, "text/plain; charset=utf-8", "404 page not found\n");
    }
    try {
      return Reply.ok(result(-1, methods.get(method).apply(call.query())));
    } catch (RpcError e) {
      return Reply.json(500, error(-1, e.code, e.getMessage()));
    }
  }

  /** Answers one JSON-RPC request. */
  Map<String, Object> respond(byte[] text) {
    Object id = -1;
    try {
      JsonNode request = Json.parse(text);
      id = Json.value(request.path("id"));
      var method = methods.get(request.path("method").asText());
      if (method == null) {
        return error(id, -32601, "");
      }
      Map<String, String> params = new HashMap<>();
      request
          .path("params")
          .properties()
          .forEach(it -> params.put(it.getKey(), it.getValue().asText()));
      return result(id, method.apply(params));
    } catch (RpcError e) {
      return error(id, e.code, e.getMessage());
    } catch (IOException e) {
      return error(id, -32700, e.getMessage());
    }
  }

  static Map<String, Object> result(Object id, Object result) {
    return Json.of("jsonrpc", "2.0", "id", id, "result", result);
  }

  static Map<String, Object> error(Object id, int code, String data) {
    String message =
        switch (code) {
          case -32601 -> "Method not found";
          case -32602 -> "Invalid params";
          case -32700 -> "Parse error. Invalid JSON";
          default -> "Internal error";
        };
    return Json.of(
        "jsonrpc",
        "2.0",
        "id",
        id,
        "error",
        Json.of("code", code, "message", message, "data", data));
  }

  private Map<String, Object> status() {
    Block latest = ledger.latest();
    Block earliest = ledger.block(ledger.earliest());
    return Json.shape(
        """
        {"node_info":{"protocol_version":{"p2p":"8","block":"11","app":"0"},
          "id":"91dd1b4e6a2c0f8f5e7d3a9b0c1d2e3f4a5b6c7d","listen_addr":"tcp://0.0.0.0:26656",
          "network":"%1$s","version":"0.38.19","channels":"40202122233038606100",
          "moniker":"dromedary-devnet",
          "other":{"tx_index":"on","rpc_address":"tcp://0.0.0.0:26657"}},
         "sync_info":{"latest_block_hash":"%2$s","latest_app_hash":"%2$s",
          "latest_block_height":"%3$d","latest_block_time":"%4$s","earliest_block_hash":"%5$s",
          "earliest_app_hash":"%5$s","earliest_block_height":"%6$d","earliest_block_time":"%7$s",
          "catching_up":false},
         "validator_info":{"address":"","pub_key":{"type":"tendermint/PubKeyEd25519","value":""},
          "voting_power":"0"}}\
        """,
        latest.chainId(),
        latest.hashHex(),
        latest.height(),
        Json.nanos(latest.time()),
        earliest.hashHex(),
        earliest.height(),
        Json.nanos(earliest.time()));
  }

  private Block block(Map<String, String> params) {
    String text = params.getOrDefault("height", "").replace("\"", "");
    long latest = ledger.latest().height();
    long height = text.isEmpty() || text.equals("null") ? latest : number(text);
    Block block = ledger.block(height);
    if (block == null) {
      throw new RpcError(
          -32603,
          height > latest
              ? "height %d must be less than or equal to the current blockchain height %d"
                  .formatted(height, latest)
              : "height %d is not available, lowest height is %d"
                  .formatted(height, ledger.earliest()));
    }
    return block;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RpcError(-32602, "error converting http params to arguments: " + text);
    }
  }

  private Map<String, Object> broadcast(Map<String, String> params) {
    Ledger.Checked checked = ledger.broadcast(bytes(params.getOrDefault("tx", "")));
    if (checked.codespace().equals("sdk") && checked.log().isEmpty()) {
      throw new RpcError(
          -32603,
          switch (checked.code()) {
            case 19 -> "tx already exists in cache";
            case 20 -> "mempool is full: number of txs 5000 (max: 5000)";
            default -> "Tx too large. Max size is 1048576";
          });
    }
    return Json.of(
        "code",
        checked.code(),
        "data",
        "",
        "log",
        checked.log(),
        "codespace",
        checked.codespace(),
        "hash",
        checked.hash());
  }

  private Map<String, Object> tx(Map<String, String> params) {
    String hash = TxService.hex(bytes(params.getOrDefault("hash", "")));
    return ledger
        .index()
        .find(hash)
        .map(BlockJson::tx)
        .orElseThrow(() -> new RpcError(-32603, "tx (" + hash + ") not found"));
  }

  /** Hex after 0x in a query, base64 in a JSON body. */
  private static byte[] bytes(String text) {
    try {
      return text.startsWith("0x")
          ? HexFormat.of().parseHex(text.substring(2))
          : Base64.getDecoder().decode(text.replace("\"", ""));
    } catch (IllegalArgumentException e) {
      throw new RpcError(-32602, "error converting http params to arguments: " + e.getMessage());
    }
  }
}
