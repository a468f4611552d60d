package devnet;

import devnet.wire.TxMsgData;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Transactions and their outcomes in the gateway's shape. */
final class TxJson {
  private TxJson() {}

  static Map<String, Object> checked(Ledger.Checked checked) {
    return response(
        0, checked.hash(), checked.codespace(), checked.code(), checked.log(), 0, 0, null, "");
  }

  static Map<String, Object> included(TxResult result) {
    Map<String, Object> tx = Json.of("@type", "/cosmos.tx.v1beta1.Tx");
    tx.putAll(tx(result.tx()));
    Map<String, Object> response =
        response(
            result.height(),
            result.hash(),
            result.codespace(),
            result.code(),
            result.log(),
            result.tx().gasLimit(),
            result.gasUsed(),
            tx,
            result.time().truncatedTo(ChronoUnit.SECONDS).toString());
    response.put("data", result.code() == 0 ? data(result.tx()) : "");
    response.put("events", events(result.events()));
    return response;
  }

  private static Map<String, Object> response(
      long height,
      String hash,
      String codespace,
      int code,
      String log,
      long wanted,
      long used,
      Object tx,
      String time) {
    return Json.of(
        "height",
        Json.num(height),
        "txhash",
        hash,
        "codespace",
        codespace,
        "code",
        code,
        "data",
        "",
        "raw_log",
        log,
        "logs",
        List.of(),
        "info",
        "",
        "gas_wanted",
        Json.num(wanted),
        "gas_used",
        Json.num(used),
        "tx",
        tx,
        "timestamp",
        time,
        "events",
        List.of());
  }

  static String data(Tx tx) {
    var response = TxService.response(tx.orders().get(0).typeUrl());
    return TxService.hex(TxMsgData.newBuilder().addMsgResponses(response).build().toByteArray());
  }

  static Map<String, Object> tx(Tx tx) {
    return Json.of(
        "body",
        Json.of(
            "messages",
            tx.orders().stream().map(TxJson::message).toList(),
            "memo",
            tx.body().getMemo(),
            "timeout_height",
            Json.num(tx.timeoutHeight()),
            "extension_options",
            List.of(),
            "non_critical_extension_options",
            List.of()),
        "auth_info",
        Json.of(
            "signer_infos",
            List.of(signer(tx)),
            "fee",
            Json.of(
                "amount",
                tx.fee().getAmountList().stream()
                    .map(it -> Json.of("denom", it.getDenom(), "amount", it.getAmount()))
                    .toList(),
                "gas_limit",
                Json.num(tx.gasLimit()),
                "payer",
                tx.fee().getPayer(),
                "granter",
                tx.fee().getGranter())),
        "signatures",
        tx.raw().getSignaturesList().stream()
            .map(it -> Base64.getEncoder().encodeToString(it.toByteArray()))
            .toList());
  }

  private static Map<String, Object> signer(Tx tx) {
    Map<String, Object> signer = Json.of("public_key", null);
    if (tx.signer().hasPublicKey()) {
      String key = Base64.getEncoder().encodeToString(Ante.decodeKey(tx));
      signer.put(
          "public_key", Json.of("@type", tx.signer().getPublicKey().getTypeUrl(), "key", key));
    }
    signer.put("mode_info", Json.of("single", Json.of("mode", "SIGN_MODE_DIRECT")));
    signer.put("sequence", Json.num(tx.signer().getSequence()));
    return signer;
  }

  private static Map<String, Object> message(Order order) {
    Map<String, Object> fields = Json.of("@type", order.typeUrl(), "sender", order.sender());
    if (order instanceof Order.Payload payload) {
      var bundle = payload.request().getWorkerDataBundle();
      var inference = bundle.getInferenceForecastsBundle().getInference();
      fields.put(
          "worker_data_bundle",
          Json.of(
              "worker",
              bundle.getWorker(),
              "nonce",
              Json.of("block_height", Json.num(bundle.getNonce().getBlockHeight())),
              "topic_id",
              Json.num(bundle.getTopicId()),
              "inference_forecasts_bundle",
              Json.of(
                  "inference",
                  InferenceJson.inference(inference, order.typeUrl().contains(".v10.")),
                  "forecast",
                  null),
              "inferences_forecasts_bundle_signature",
              Base64.getEncoder()
                  .encodeToString(bundle.getInferencesForecastsBundleSignature().toByteArray()),
              "pubkey",
              bundle.getPubkey()));
    }
    if (order instanceof Order.Registration registration) {
      fields.put("topic_id", Json.num(registration.request().getTopicId()));
      fields.put("owner", registration.request().getOwner());
      fields.put("is_reputer", registration.request().getIsReputer());
    }
    return fields;
  }

  static List<Object> events(List<Event> events) {
    return events.stream().<Object>map(TxJson::event).toList();
  }

  static Map<String, Object> event(Event event) {
    return Json.of(
        "type",
        event.type(),
        "attributes",
        event.attributes().entrySet().stream()
            .map(it -> Json.of("key", it.getKey(), "value", it.getValue(), "index", true))
            .toList());
  }
}
