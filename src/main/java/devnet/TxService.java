package devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import devnet.wire.TxMsgData;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Simulation, broadcast and lookup of transactions. */
final class TxService {
  private static final List<String> SYNC = List.of("BROADCAST_MODE_SYNC", "2");
  private static final List<String> ASYNC = List.of("BROADCAST_MODE_ASYNC", "3");

  private final Ledger ledger;

  TxService(Ledger ledger) {
    this.ledger = ledger;
  }

  void routes(Router router) {
    router
        .post("/cosmos/tx/v1beta1/simulate", this::simulate)
        .post("/cosmos/tx/v1beta1/txs", this::broadcast)
        .get("/cosmos/tx/v1beta1/txs", this::search)
        .get("/cosmos/tx/v1beta1/txs/{hash}", this::find);
  }

  private Map<String, Object> simulate(Call call) {
    Simulation outcome = ledger.simulate(txBytes(read(call)));
    if (!outcome.error().isEmpty()) {
      throw new GrpcError(2, outcome.error());
    }
    Any response = response(outcome.typeUrl());
    byte[] data = TxMsgData.newBuilder().addMsgResponses(response).build().toByteArray();
    return Json.of(
        "gas_info",
        Json.of("gas_wanted", "0", "gas_used", Json.num(outcome.gasUsed())),
        "result",
        Json.of(
            "data",
            Base64.getEncoder().encodeToString(data),
            "log",
            "",
            "events",
            TxJson.events(outcome.events()),
            "msg_responses",
            List.of(Json.of("@type", response.getTypeUrl()))));
  }

  static Any response(String requestUrl) {
    return Any.newBuilder().setTypeUrl(requestUrl.replaceFirst("Request$", "Response")).build();
  }

  private Map<String, Object> broadcast(Call call) {
    JsonNode body = read(call);
    String mode = body.path("mode").asText();
    byte[] bytes = txBytes(body);
    boolean async = ASYNC.contains(mode);
    if (!async && !SYNC.contains(mode)) {
      throw GrpcError.invalid("unsupported broadcast mode: " + mode);
    }
    Ledger.Checked checked = ledger.broadcast(bytes);
    return Json.of(
        "tx_response",
        async
            ? TxJson.checked(new Ledger.Checked(checked.hash(), "", 0, ""))
            : TxJson.checked(checked));
  }

  private Map<String, Object> find(Call call) {
    String hash = call.text("hash");
    if (!hash.matches("[0-9a-fA-F]{64}")) {
      throw GrpcError.invalid("tx hash must be 64 hex digits");
    }
    return ledger
        .index()
        .find(hash.toUpperCase(java.util.Locale.ROOT))
        .map(it -> Json.of("tx", TxJson.tx(it.tx()), "tx_response", TxJson.included(it)))
        .orElseThrow(() -> GrpcError.notFound("tx not found: " + hash));
  }

  private Map<String, Object> search(Call call) {
    EventQuery query = query(call.find("query").orElse(call.text("events")));
    boolean newestFirst = List.of("ORDER_BY_DESC", "2").contains(call.text("order_by"));
    List<TxResult> found = ledger.index().search(query, newestFirst);
    long limit = call.find("limit").isPresent() ? call.num("limit") : 100;
    long page = call.find("page").isPresent() ? Math.max(1, call.num("page")) : 1;
    List<TxResult> shown = found.stream().skip((page - 1) * limit).limit(limit).toList();
    return Json.of(
        "txs",
        shown.stream().map(it -> TxJson.tx(it.tx())).toList(),
        "tx_responses",
        shown.stream().map(TxJson::included).toList(),
        "pagination",
        null,
        "total",
        Json.num(found.size()));
  }

  private static EventQuery query(String text) {
    try {
      return EventQuery.parse(text);
    } catch (JsonRpcException e) {
      throw GrpcError.invalid(text.isEmpty() ? "query cannot be empty" : e.getMessage());
    }
  }

  private static JsonNode read(Call call) {
    try {
      return Json.parse(call.body());
    } catch (IOException e) {
      throw GrpcError.invalid("the body is not JSON");
    }
  }

  private static byte[] txBytes(JsonNode body) {
    try {
      byte[] bytes = Base64.getDecoder().decode(body.path("tx_bytes").asText());
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException malformed) {
      throw GrpcError.invalid("illegal base64 data in tx_bytes");
    }
    throw GrpcError.invalid("invalid empty tx");
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
