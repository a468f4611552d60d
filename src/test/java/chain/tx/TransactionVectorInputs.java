package chain.tx;

import static wallet.WalletTestVectors.bytes;
import static wallet.WalletTestVectors.list;
import static wallet.WalletTestVectors.text;

import chain.wire.Forecast;
import chain.wire.ForecastElement;
import chain.wire.Inference;
import chain.wire.InferenceForecastBundle;
import chain.wire.LabeledValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.util.List;

/** Inputs of a published transaction, forecast and labelled values included. */
final class TransactionVectorInputs {
  private TransactionVectorInputs() {}

  static InferenceForecastBundle bundle(JsonNode payload) {
    Inference.Builder inference =
        Inference.newBuilder()
            .setTopicId(number(payload, "topic_id"))
            .setBlockHeight(nonce(payload))
            .setInferer(text(payload, "worker"))
            .setValue(text(payload, "value"))
            .setExtraData(ByteString.copyFrom(bytes(payload, "extra_data_hex")))
            .setProof(text(payload, "proof"));
    for (JsonNode label : payload.required("labeled_values")) {
      inference.addValues(
          LabeledValue.newBuilder()
              .setLabel(label.get(0).asText())
              .setValue(label.get(1).asText()));
    }
    InferenceForecastBundle.Builder bundle =
        InferenceForecastBundle.newBuilder().setInference(inference);
    List<JsonNode> elements = list(payload.required("forecast_elements"));
    return (elements.isEmpty() ? bundle : bundle.setForecast(forecast(payload, elements))).build();
  }

  private static Forecast.Builder forecast(JsonNode payload, List<JsonNode> elements) {
    Forecast.Builder forecast =
        Forecast.newBuilder()
            .setTopicId(number(payload, "topic_id"))
            .setBlockHeight(nonce(payload))
            .setForecaster(text(payload, "worker"));
    for (JsonNode element : elements) {
      forecast.addForecastElements(
          ForecastElement.newBuilder()
              .setInferer(element.get(0).asText())
              .setValue(element.get(1).asText()));
    }
    return forecast;
  }

  static TxContext context(JsonNode vector) {
    JsonNode in = vector.required("inputs");
    return new TxContext(
        text(in, "chain_id"),
        text(vector, "message_type_url").split("\\.")[1],
        number(in, "account_number"),
        number(in, "sequence"),
        number(in, "gas_limit"),
        new BigInteger(text(in, "fee_uallo")),
        text(in, "fee_granter"),
        number(in, "timeout_height"),
        text(in, "memo"));
  }

  static boolean isScalar(JsonNode payload) {
    return payload.required("labeled_values").isEmpty()
        && payload.required("forecast_elements").isEmpty()
        && text(payload, "proof").isEmpty();
  }

  static long nonce(JsonNode payload) {
    return number(payload, "nonce_block_height");
  }

  static long number(JsonNode node, String field) {
    return node.required(field).asLong();
  }
}
