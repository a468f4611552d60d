package devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import devnet.wire.TxMsgData;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Simulation, broadcast and lookup of transactions. */
final class TxService {
  private static final Pattern SENDER = Pattern.compile("message\\.sender='([a-z0-9]+)'");
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
    if (!mode.equals("BROADCAST_MODE_SYNC") && !mode.equals("BROADCAST_MODE_ASYNC")) {
      throw GrpcError.invalid("unsupported broadcast mode: " + mode);
    }
    Ledger.Checked checked = ledger.broadcast(bytes);
    return Json.of(
        "tx_response",
        mode.endsWith("ASYNC")
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
    Matcher sender = SENDER.matcher(call.find("query").orElse(call.text("events")));
    if (!sender.find()) {
      throw GrpcError.invalid("query cannot be empty");
    }
    int limit = call.find("limit").map(Integer::parseInt).orElse(100);
    List<TxResult> found = ledger.index().of(sender.group(1), limit);
    return Json.of(
        "txs",
        found.stream().map(it -> TxJson.tx(it.tx())).toList(),
        "tx_responses",
        found.stream().map(TxJson::included).toList(),
        "pagination",
        null,
        "total",
        Json.num(found.size()));
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
