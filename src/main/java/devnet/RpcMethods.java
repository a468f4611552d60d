package devnet;

import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What CometBFT's RPC is asked for by programs of this kind. */
final class RpcMethods {
  private static final long PAGE = 30;

  private final Ledger ledger;
  private final GrpcApi grpc;
  private final Map<String, Function<Map<String, String>, Object>> methods = new HashMap<>();

  RpcMethods(Ledger ledger, GrpcApi grpc) {
    this.ledger = ledger;
    this.grpc = grpc;
    methods.put("health", it -> Map.of());
    methods.put("status", it -> StatusJson.of(ledger));
    methods.put("abci_info", it -> StatusJson.abciInfo(ledger));
    methods.put("abci_query", this::abciQuery);
    methods.put("block", it -> BlockJson.block(block(it)));
    methods.put("header", it -> Json.of("header", BlockJson.header(block(it))));
    methods.put("block_results", it -> BlockJson.results(block(it)));
    methods.put("broadcast_tx_sync", it -> broadcast(it, true));
    methods.put("broadcast_tx_async", it -> broadcast(it, false));
    methods.put("tx", this::tx);
    methods.put("tx_search", this::search);
    methods.put("num_unconfirmed_txs", it -> waiting());
  }

  /** The method of this name, if there is one. */
  Optional<Function<Map<String, String>, Object>> find(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  private Block block(Map<String, String> params) {
    long latest = ledger.latest().height();
    long height = number(params, "height", latest);
    Block block = ledger.block(height);
    if (block == null) {
      throw new JsonRpcException(
          -32603,
          height > latest
              ? "height %d must be less than or equal to the current blockchain height %d"
                  .formatted(height, latest)
              : "height %d is not available, lowest height is %d"
                  .formatted(height, ledger.earliest().height()));
    }
    return block;
  }

  private Map<String, Object> broadcast(Map<String, String> params, boolean checked) {
    Ledger.Checked outcome = ledger.broadcast(bytes(params.getOrDefault("tx", "")));
    if (checked && outcome.codespace().equals("sdk") && outcome.log().isEmpty()) {
      throw new JsonRpcException(
          -32603,
          switch (outcome.code()) {
            case 19 -> "tx already exists in cache";
            case 20 -> "mempool is full: number of txs 5000 (max: 5000)";
            default -> "Tx too large. Max size is 1048576";
          });
    }
    Ledger.Checked told = checked ? outcome : new Ledger.Checked(outcome.hash(), "", 0, "");
    return Json.of(
        "code",
        told.code(),
        "data",
        "",
        "log",
        told.log(),
        "codespace",
        told.codespace(),
        "hash",
        told.hash());
  }

  private Map<String, Object> tx(Map<String, String> params) {
    String hash = TxService.hex(bytes(params.getOrDefault("hash", "")));
    return ledger
        .index()
        .find(hash)
        .map(BlockJson::tx)
        .orElseThrow(() -> new JsonRpcException(-32603, "tx (" + hash + ") not found"));
  }

  private Map<String, Object> search(Map<String, String> params) {
    EventQuery query = EventQuery.parse(params.getOrDefault("query", "").replaceAll("^\"|\"$", ""));
    boolean newestFirst = text(params, "order_by").toLowerCase(Locale.ROOT).equals("desc");
    List<TxResult> found = ledger.index().search(query, newestFirst);
    long size = number(params, "per_page", PAGE);
    long page = Math.max(1, number(params, "page", 1));
    List<Map<String, Object>> shown =
        found.stream().skip((page - 1) * size).limit(size).map(BlockJson::tx).toList();
    return Json.of("txs", shown, "total_count", Json.num(found.size()));
  }

  private Map<String, Object> waiting() {
    String count = Json.num(ledger.waiting());
    return Json.of("n_txs", count, "total", count, "total_bytes", "0", "txs", null);
  }

  /** A gRPC query by its path, as the SDK's own clients ask through this node. */
  private Map<String, Object> abciQuery(Map<String, String> params) {
    String data = text(params, "data").replaceFirst("^0x", "");
    long height = ledger.latest().height();
    try {
      byte[] value = grpc.invoke(text(params, "path"), HexFormat.of().parseHex(data), Map.of());
      return StatusJson.abci(0, "", "", Base64.getEncoder().encodeToString(value), height);
    } catch (GrpcError error) {
      return StatusJson.abci(error.code() == 5 ? 22 : 6, error.getMessage(), "sdk", null, height);
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage());
    }
  }

  private static String text(Map<String, String> params, String name) {
    return params.getOrDefault(name, "").replace("\"", "");
  }

  private static long number(Map<String, String> params, String name, long otherwise) {
    String text = text(params, name);
    try {
      return text.isEmpty() || text.equals("null") ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  /** Hex after 0x in a query, base64 in a JSON body. */
  private static byte[] bytes(String text) {
    try {
      return text.startsWith("0x")
          ? HexFormat.of().parseHex(text.substring(2))
          : Base64.getDecoder().decode(text.replace("\"", ""));
    } catch (IllegalArgumentException e) {
      throw malformed(e.getMessage());
    }
  }

  private static JsonRpcException malformed(String what) {
    return new JsonRpcException(-32602, "error converting http params to arguments: " + what);
  }
}
