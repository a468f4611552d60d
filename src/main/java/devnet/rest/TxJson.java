package devnet.rest;

import devnet.api.DevnetJson;
import devnet.block.SimulatedChain;
import devnet.ledger.ChainEvent;
import devnet.tx.AnteHandler;
import devnet.tx.DecodedTx;
import devnet.tx.DeliveredTx;
import devnet.tx.EmissionsMessage;
import devnet.wire.TxMsgData;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Transactions and their outcomes in the gateway's shape. */
public final class TxJson {
  private TxJson() {}

  static Map<String, Object> checkTxResponse(SimulatedChain.CheckTxResult checked) {
    return response(
        0, checked.hash(), checked.codespace(), checked.code(), checked.log(), 0, 0, null, "");
  }

  static Map<String, Object> includedTxResponse(DeliveredTx result) {
    Map<String, Object> tx = DevnetJson.object("@type", "/cosmos.tx.v1beta1.Tx");
    tx.putAll(tx(result.tx()));
    Map<String, Object> response =
        response(
            result.height(),
            result.txHash(),
            result.codespace(),
            result.code(),
            result.log(),
            result.tx().gasLimit(),
            result.gasUsed(),
            tx,
            result.time().truncatedTo(ChronoUnit.SECONDS).toString());
    response.put(
        "data", result.code() == 0 ? TxServiceHandler.upperHex(messageBytes(result.tx())) : "");
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
    return DevnetJson.object(
        "height",
        DevnetJson.int64(height),
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
        DevnetJson.int64(wanted),
        "gas_used",
        DevnetJson.int64(used),
        "tx",
        tx,
        "timestamp",
        time,
        "events",
        List.of());
  }

  /** What the messages answered, as an RPC node writes it. */
  public static String messageData(DecodedTx tx) {
    return Base64.getEncoder().encodeToString(messageBytes(tx));
  }

  private static byte[] messageBytes(DecodedTx tx) {
    var response = TxServiceHandler.messageResponse(tx.messages().get(0).typeUrl());
    return TxMsgData.newBuilder().addMsgResponses(response).build().toByteArray();
  }

  static Map<String, Object> tx(DecodedTx tx) {
    return DevnetJson.object(
        "body",
        DevnetJson.object(
            "messages",
            tx.messages().stream().map(TxJson::message).toList(),
            "memo",
            tx.body().getMemo(),
            "timeout_height",
            DevnetJson.int64(tx.timeoutHeight()),
            "extension_options",
            List.of(),
            "non_critical_extension_options",
            List.of()),
        "auth_info",
        DevnetJson.object(
            "signer_infos",
            List.of(signer(tx)),
            "fee",
            DevnetJson.object(
                "amount",
                tx.fee().getAmountList().stream()
                    .map(it -> DevnetJson.object("denom", it.getDenom(), "amount", it.getAmount()))
                    .toList(),
                "gas_limit",
                DevnetJson.int64(tx.gasLimit()),
                "payer",
                tx.fee().getPayer(),
                "granter",
                tx.fee().getGranter()),
            "tip",
            null),
        "signatures",
        tx.raw().getSignaturesList().stream()
            .map(it -> Base64.getEncoder().encodeToString(it.toByteArray()))
            .toList());
  }

  private static Map<String, Object> signer(DecodedTx tx) {
    Map<String, Object> signer = DevnetJson.object("public_key", null);
    if (tx.signer().hasPublicKey()) {
      String key = Base64.getEncoder().encodeToString(AnteHandler.decodePublicKey(tx));
      signer.put(
          "public_key",
          DevnetJson.object("@type", tx.signer().getPublicKey().getTypeUrl(), "key", key));
    }
    signer.put(
        "mode_info", DevnetJson.object("single", DevnetJson.object("mode", "SIGN_MODE_DIRECT")));
    signer.put("sequence", DevnetJson.int64(tx.signer().getSequence()));
    return signer;
  }

  private static Map<String, Object> message(EmissionsMessage order) {
    Map<String, Object> fields =
        DevnetJson.object("@type", order.typeUrl(), "sender", order.sender());
    if (order instanceof EmissionsMessage.WorkerPayloadMessage payload) {
      var bundle = payload.request().getWorkerDataBundle();
      var inference = bundle.getInferenceForecastsBundle().getInference();
      fields.put(
          "worker_data_bundle",
          DevnetJson.object(
              "worker",
              bundle.getWorker(),
              "nonce",
              DevnetJson.object(
                  "block_height", DevnetJson.int64(bundle.getNonce().getBlockHeight())),
              "topic_id",
              DevnetJson.int64(bundle.getTopicId()),
              "inference_forecasts_bundle",
              DevnetJson.object(
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
    if (order instanceof EmissionsMessage.RegistrationMessage registration) {
      fields.put("topic_id", DevnetJson.int64(registration.request().getTopicId()));
      fields.put("owner", registration.request().getOwner());
      fields.put("is_reputer", registration.request().getIsReputer());
    }
    return fields;
  }

  public static List<Object> events(List<ChainEvent> events) {
    return events.stream().<Object>map(TxJson::event).toList();
  }

  static Map<String, Object> event(ChainEvent event) {
    return DevnetJson.object(
        "type",
        event.type(),
        "attributes",
        event.attributes().entrySet().stream()
            .map(it -> DevnetJson.object("key", it.getKey(), "value", it.getValue(), "index", true))
            .toList());
  }
}
