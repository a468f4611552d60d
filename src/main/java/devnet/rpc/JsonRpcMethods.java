package devnet.rpc;

import devnet.block.ChainBlock;
import devnet.block.ChainBlock.DeliveredTx;
import devnet.block.SimulatedChain;
import devnet.block.TxIndex.EventQuery;
import devnet.rest.TxJson;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The RPC methods that Allora programs call. */
final class JsonRpcMethods {
  private static final long PAGE = 30;

  private final SimulatedChain chain;
  private final GrpcApi grpc;
  private final Map<String, Function<Map<String, String>, Object>> methods = new HashMap<>();

  JsonRpcMethods(SimulatedChain chain, GrpcApi grpc) {
    this.chain = chain;
    this.grpc = grpc;
    methods.put("health", it -> Map.of());
    methods.put("status", it -> BlockJson.nodeStatus(chain));
    methods.put("abci_info", it -> BlockJson.abciInfo(chain));
    methods.put("abci_query", this::abciQuery);
    methods.put("block", it -> BlockJson.block(requireBlock(it)));
    methods.put("header", it -> CosmosJson.object("header", BlockJson.header(requireBlock(it))));
    methods.put("block_results", it -> BlockJson.blockResults(requireBlock(it)));
    methods.put("broadcast_tx_sync", it -> broadcast(it, true));
    methods.put("broadcast_tx_async", it -> broadcast(it, false));
    methods.put("tx", this::tx);
    methods.put("tx_search", this::searchTxs);
    methods.put("num_unconfirmed_txs", it -> unconfirmedTxs());
  }

  /** The method of this name, if there is one. */
  Optional<Function<Map<String, String>, Object>> findMethod(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  private ChainBlock requireBlock(Map<String, String> params) {
    long latest = chain.latestBlock().height();
    long height = numberOr(params, "height", latest);
    ChainBlock block = chain.findBlock(height);
    if (height <= 0) {
      throw new IllegalArgumentException("height must be greater than 0, but got " + height);
    }
    if (block == null) {
      throw new IllegalArgumentException(
          height > latest
              ? String.format(
                  Locale.ROOT,
                  "height %d must be less than or equal to the current blockchain height %d",
                  height,
                  latest)
              : String.format(
                  Locale.ROOT,
                  "height %d is not available, lowest height is %d",
                  height,
                  chain.earliestBlock().height()));
    }
    return block;
  }

  private Map<String, Object> broadcast(Map<String, String> params, boolean checked) {
    SimulatedChain.CheckTxResult outcome =
        chain.broadcast(decodeBytes(params.getOrDefault("tx", "")));
    if (checked && outcome.codespace().equals("sdk") && outcome.log().isEmpty()) {
      throw new IllegalArgumentException(
          switch (outcome.code()) {
            case 19 -> "tx already exists in cache";
            case 20 -> "mempool is full: number of txs 5000 (max: 5000)";
            default -> "Tx too large. Max size is 1048576";
          });
    }
    SimulatedChain.CheckTxResult result =
        checked ? outcome : new SimulatedChain.CheckTxResult(outcome.hash(), "", 0, "");
    return CosmosJson.object("code", result.code())
        .with("data", "")
        .with("log", result.log())
        .with("codespace", result.codespace())
        .with("hash", result.hash());
  }

  private Map<String, Object> tx(Map<String, String> params) {
    String hash = TxJson.upperHex(decodeBytes(params.getOrDefault("hash", "")));
    return chain
        .txIndex()
        .find(hash)
        .map(BlockJson::txLookup)
        .orElseThrow(() -> new IllegalArgumentException("tx (" + hash + ") not found"));
  }

  private Map<String, Object> searchTxs(Map<String, String> params) {
    EventQuery query = EventQuery.parse(params.getOrDefault("query", "").replaceAll("^\"|\"$", ""));
    boolean newestFirst = unquotedText(params, "order_by").toLowerCase(Locale.ROOT).equals("desc");
    List<DeliveredTx> found = chain.txIndex().search(query, newestFirst);
    long size = numberOr(params, "per_page", PAGE);
    long page = Math.max(1, numberOr(params, "page", 1));
    List<Map<String, Object>> shown =
        found.stream().skip((page - 1) * size).limit(size).map(BlockJson::txLookup).toList();
    return CosmosJson.object("txs", shown).int64("total_count", found.size());
  }

  private Map<String, Object> unconfirmedTxs() {
    String count = Integer.toString(chain.pendingTxCount());
    return CosmosJson.object("n_txs", count)
        .with("total", count)
        .with("total_bytes", "0")
        .with("txs", null);
  }

  /** Runs a gRPC query by its path, as SDK clients do through an RPC node. */
  private Map<String, Object> abciQuery(Map<String, String> params) {
    String data = unquotedText(params, "data").replaceFirst("^0x", "");
    long height = chain.latestBlock().height();
    try {
      byte[] value =
          grpc.invoke(unquotedText(params, "path"), HexFormat.of().parseHex(data), Map.of());
      return BlockJson.abciQueryResponse(
          0, "", "", Base64.getEncoder().encodeToString(value), height);
    } catch (GrpcStatusException error) {
      return BlockJson.abciQueryResponse(
          error.code() == 5 ? 22 : 6, error.getMessage(), "sdk", null, height);
    } catch (IllegalArgumentException e) {
      throw new JsonRpcApi.InvalidParamsException(e.getMessage());
    }
  }

  private static String unquotedText(Map<String, String> params, String name) {
    return params.getOrDefault(name, "").replace("\"", "");
  }

  private static long numberOr(Map<String, String> params, String name, long otherwise) {
    String text = unquotedText(params, name);
    try {
      return text.isEmpty() || text.equals("null") ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new JsonRpcApi.InvalidParamsException(text);
    }
  }

  /** Bytes as hex after 0x in a query, or as base64 in a JSON body. */
  private static byte[] decodeBytes(String text) {
    try {
      return text.startsWith("0x")
          ? DevnetRequest.decodeHex(text.substring(2))
          : Base64.getDecoder().decode(text.replace("\"", ""));
    } catch (IllegalArgumentException e) {
      throw new JsonRpcApi.InvalidParamsException(e.getMessage());
    }
  }
}
