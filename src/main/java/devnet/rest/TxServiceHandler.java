package devnet.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import devnet.api.DevnetJson;
import devnet.api.DevnetRequest;
import devnet.api.GoDecoding;
import devnet.api.GrpcStatusException;
import devnet.api.JsonRpcException;
import devnet.api.PathRouter;
import devnet.block.EventQuery;
import devnet.block.SimulatedChain;
import devnet.tx.DeliveredTx;
import devnet.tx.TxSimulationResult;
import devnet.wire.TxMsgData;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Simulation, broadcast and lookup of transactions. */
public final class TxServiceHandler {
  private static final List<String> SYNC = List.of("BROADCAST_MODE_SYNC", "2");
  private static final List<String> ASYNC = List.of("BROADCAST_MODE_ASYNC", "3");

  private final SimulatedChain chain;

  TxServiceHandler(SimulatedChain chain) {
    this.chain = chain;
  }

  void registerRoutes(PathRouter router) {
    router
        .post("/cosmos/tx/v1beta1/simulate", this::simulate)
        .post("/cosmos/tx/v1beta1/txs", this::broadcast)
        .get("/cosmos/tx/v1beta1/txs", this::searchTxs)
        .get("/cosmos/tx/v1beta1/txs/{hash}", this::findTx);
  }

  private Map<String, Object> simulate(DevnetRequest call) {
    TxSimulationResult outcome =
        chain.simulate(txBytes(parseBody(call), "empty txBytes is not allowed"));
    if (!outcome.error().isEmpty()) {
      throw new GrpcStatusException(2, outcome.error());
    }
    Any response = messageResponse(outcome.typeUrl());
    byte[] data = TxMsgData.newBuilder().addMsgResponses(response).build().toByteArray();
    return DevnetJson.object(
        "gas_info",
        DevnetJson.object(
            "gas_wanted",
            Long.toUnsignedString(-1),
            "gas_used",
            DevnetJson.int64(outcome.gasUsed())),
        "result",
        DevnetJson.object(
            "data",
            Base64.getEncoder().encodeToString(data),
            "log",
            "",
            "events",
            TxJson.events(outcome.events()),
            "msg_responses",
            List.of(DevnetJson.object("@type", response.getTypeUrl()))));
  }

  static Any messageResponse(String requestUrl) {
    return Any.newBuilder().setTypeUrl(requestUrl.replaceFirst("Request$", "Response")).build();
  }

  private Map<String, Object> broadcast(DevnetRequest call) {
    JsonNode body = parseBody(call);
    String mode = body.path("mode").asText();
    byte[] bytes = txBytes(body, "invalid empty tx");
    boolean async = ASYNC.contains(mode);
    if (!async && !SYNC.contains(mode)) {
      throw new GrpcStatusException(
          2, "unsupported return type unspecified; supported types: sync, async");
    }
    SimulatedChain.CheckTxResult checked = chain.broadcast(bytes);
    return DevnetJson.object(
        "tx_response",
        async
            ? TxJson.checkTxResponse(new SimulatedChain.CheckTxResult(checked.hash(), "", 0, ""))
            : TxJson.checkTxResponse(checked));
  }

  private Map<String, Object> findTx(DevnetRequest call) {
    String hash = call.textOrEmpty("hash");
    try {
      GoDecoding.hex(hash);
    } catch (IllegalArgumentException malformed) {
      throw new GrpcStatusException(2, malformed.getMessage());
    }
    return chain
        .txIndex()
        .find(hash.toUpperCase(java.util.Locale.ROOT))
        .map(
            it ->
                DevnetJson.object(
                    "tx", TxJson.tx(it.tx()), "tx_response", TxJson.includedTxResponse(it)))
        .orElseThrow(() -> GrpcStatusException.notFound("tx not found: " + hash));
  }

  private Map<String, Object> searchTxs(DevnetRequest call) {
    EventQuery query = parseQuery(call.findParameter("query").orElse(call.textOrEmpty("events")));
    boolean newestFirst = List.of("ORDER_BY_DESC", "2").contains(call.textOrEmpty("order_by"));
    List<DeliveredTx> found = chain.txIndex().search(query, newestFirst);
    long limit = call.findParameter("limit").isPresent() ? call.requireNumber("limit") : 100;
    long page =
        call.findParameter("page").isPresent() ? Math.max(1, call.requireNumber("page")) : 1;
    List<DeliveredTx> shown = found.stream().skip((page - 1) * limit).limit(limit).toList();
    return DevnetJson.object(
        "txs",
        shown.stream().map(it -> TxJson.tx(it.tx())).toList(),
        "tx_responses",
        shown.stream().map(TxJson::includedTxResponse).toList(),
        "pagination",
        null,
        "total",
        DevnetJson.int64(found.size()));
  }

  private static EventQuery parseQuery(String text) {
    try {
      return EventQuery.parse(text);
    } catch (JsonRpcException e) {
      throw new GrpcStatusException(
          13,
          text.isEmpty()
              ? "query cannot be empty"
              : "failed to search for txs: offset " + text.length() + ": EOF");
    }
  }

  private static JsonNode parseBody(DevnetRequest call) {
    try {
      return DevnetJson.parse(call.body());
    } catch (IOException e) {
      throw GrpcStatusException.invalidArgument(GoDecoding.jsonError(call.body()));
    }
  }

  /** The gateway takes a field by its name in the definition and in lower camel case. */
  private static byte[] txBytes(JsonNode body, String emptyError) {
    JsonNode field = body.has("txBytes") ? body.path("txBytes") : body.path("tx_bytes");
    try {
      byte[] bytes = GoDecoding.base64(field.asText());
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException malformed) {
      throw GrpcStatusException.invalidArgument(malformed.getMessage());
    }
    throw GrpcStatusException.invalidArgument(emptyError);
  }

  public static String upperHex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
