package devnet.rest;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import devnet.block.ChainBlock.DeliveredTx;
import devnet.block.SimulatedChain;
import devnet.proto.TxMsgData;
import devnet.server.CosmosJson;
import devnet.tx.ChainEvent;
import devnet.tx.DecodedTx;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Transactions and their results in the gateway's JSON. */
public final class TxJson {
  private TxJson() {}

  static CosmosJson checkTxResponse(SimulatedChain.CheckTxResult checked) {
    return CosmosJson.object()
        .int64("height", 0)
        .with("txhash", checked.hash())
        .with("codespace", checked.codespace())
        .with("code", checked.code())
        .with("data", "")
        .with("raw_log", checked.log())
        .with("logs", List.of())
        .with("info", "")
        .int64("gas_wanted", 0)
        .int64("gas_used", 0)
        .with("tx", null)
        .with("timestamp", "")
        .with("events", List.of());
  }

  static CosmosJson includedTxResponse(DeliveredTx result) {
    CosmosJson tx = CosmosJson.object("@type", "/cosmos.tx.v1beta1.Tx");
    tx.putAll(tx(result.tx()));
    var outcome =
        new SimulatedChain.CheckTxResult(
            result.txHash(), result.codespace(), result.code(), result.log());
    return checkTxResponse(outcome)
        .int64("height", result.height())
        .with("data", result.code() == 0 ? upperHex(messageBytes(result.tx())) : "")
        .int64("gas_wanted", result.tx().gasLimit())
        .int64("gas_used", result.gasUsed())
        .with("tx", tx)
        .with("timestamp", result.time().truncatedTo(ChronoUnit.SECONDS).toString())
        .with("events", events(result.events()));
  }

  public static String upperHex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  /** The replies of the messages, encoded as on an RPC node. */
  public static String messageData(DecodedTx tx) {
    return Base64.getEncoder().encodeToString(messageBytes(tx));
  }

  private static byte[] messageBytes(DecodedTx tx) {
    return messageBytes(messageResponse(tx.messages().get(0).typeUrl()));
  }

  static byte[] messageBytes(Any response) {
    return TxMsgData.newBuilder().addMsgResponses(response).build().toByteArray();
  }

  static Any messageResponse(String requestUrl) {
    String url =
        requestUrl.endsWith("Request")
            ? requestUrl.replaceFirst("Request$", "Response")
            : requestUrl + "Response";
    return Any.newBuilder().setTypeUrl(url).setValue(ByteString.EMPTY).build();
  }

  static CosmosJson tx(DecodedTx tx) {
    List<String> signatures =
        tx.raw().getSignaturesList().stream()
            .map(it -> Base64.getEncoder().encodeToString(it.toByteArray()))
            .toList();
    return CosmosJson.object(
            "body",
            ProtobufJson.toJson(tx.body().toBuilder().clearMessages().build(), Set.of())
                .with("messages", tx.messages().stream().map(TxJson::message).toList()))
        .with("auth_info", ProtobufJson.toJson(tx.authInfo(), Set.of()))
        .with("signatures", signatures);
  }

  private static CosmosJson message(DecodedTx.TxMessage message) {
    CosmosJson json = CosmosJson.object("@type", message.typeUrl());
    boolean labelled = message.typeUrl().contains(".v10.");
    json.putAll(
        ProtobufJson.toJson(message.content(), labelled ? Set.of() : EmissionsJson.FIELDS_OF_V10));
    return json;
  }

  public static List<CosmosJson> events(List<ChainEvent> events) {
    return events.stream().map(TxJson::event).toList();
  }

  private static CosmosJson event(ChainEvent event) {
    return CosmosJson.object("type", event.type())
        .with(
            "attributes",
            event.attributes().entrySet().stream()
                .map(
                    it ->
                        CosmosJson.object("key", it.getKey())
                            .with("value", it.getValue())
                            .with("index", true))
                .toList());
  }
}
