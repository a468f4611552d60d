package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static wallet.Vectors.bytes;
import static wallet.Vectors.hex;
import static wallet.Vectors.list;
import static wallet.Vectors.text;

import chain.wire.Forecast;
import chain.wire.ForecastElement;
import chain.wire.Inference;
import chain.wire.InferenceForecastBundle;
import chain.wire.InsertWorkerPayloadRequest;
import chain.wire.LabeledValue;
import chain.wire.WorkerDataBundle;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import domain.WindowKey;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.bitcoinj.base.Sha256Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wallet.Vectors;
import wallet.Wallet;

/** All published transactions, byte for byte: through the public calls where they are scalar. */
class TransactionVectorsTest {
  private static final Wallet WALLET = Vectors.signer();

  static Stream<JsonNode> payloads() {
    return Vectors.all("/transactions").filter(it -> it.has("bundle_hex"));
  }

  static Stream<JsonNode> scalars() {
    return payloads().filter(it -> isScalar(it.required("payload")));
  }

  static Stream<JsonNode> registrations() {
    return Vectors.all("/transactions").filter(it -> !it.has("bundle_hex"));
  }

  @Test
  void coversEveryPublishedTransaction() {
    assertEquals(14, payloads().count());
    assertEquals(12, scalars().count());
    assertEquals(2, registrations().count());
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void encodesEveryPartOfAPayload(JsonNode vector) throws Exception {
    JsonNode payload = vector.required("payload");
    TxContext context = context(vector);
    InferenceForecastBundle bundle = bundle(payload);
    assertEquals(text(vector, "inference_hex"), hex(bundle.getInference().toByteArray()));
    assertEquals(text(vector, "bundle_hex"), hex(bundle.toByteArray()));
    InsertWorkerPayloadRequest request =
        WorkerBundle.request(bundle, number(payload, "topic_id"), nonce(payload), WALLET);
    assertBundle(vector, request.getWorkerDataBundle());
    Any message = Transactions.message(context.emissions(), "InsertWorkerPayloadRequest", request);
    assertEnvelope(vector, message, context);
  }

  private static void assertBundle(JsonNode vector, WorkerDataBundle data) {
    byte[] signature = data.getInferencesForecastsBundleSignature().toByteArray();
    assertEquals(text(vector, "bundle_signature_hex"), hex(signature));
    assertEquals(
        text(vector, "bundle_sha256_hex"),
        Sha256Hash.of(data.getInferenceForecastsBundle().toByteArray()).toString());
    assertEquals(text(vector, "pubkey_field_text"), data.getPubkey());
    assertEquals(text(vector, "worker_data_bundle_hex"), hex(data.toByteArray()));
  }

  private static void assertEnvelope(JsonNode vector, Any message, TxContext context) {
    assertEquals(text(vector, "message_type_url"), message.getTypeUrl());
    assertEquals(text(vector, "message_hex"), hex(message.getValue().toByteArray()));
    SignDirect direct = Transactions.direct(message, context, WALLET);
    assertEquals(text(vector, "body_bytes_hex"), hex(direct.body().toByteArray()));
    assertEquals(text(vector, "auth_info_bytes_hex"), hex(direct.authInfo().toByteArray()));
    assertEquals(text(vector, "sign_doc_hex"), hex(direct.signDoc()));
    assertEquals(text(vector, "sign_doc_sha256_hex"), Sha256Hash.of(direct.signDoc()).toString());
    assertEquals(text(vector, "tx_signature_hex"), hex(WALLET.sign(direct.signDoc())));
    assertSigned(vector, direct.signed(WALLET));
  }

  private static void assertSigned(JsonNode vector, SignedTx signed) {
    assertEquals(text(vector, "tx_raw_hex"), hex(signed.bytes()));
    assertEquals(text(vector, "tx_raw_base64"), signed.base64());
    assertEquals(text(vector, "tx_hash"), signed.hash());
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void signsScalarAnswers(JsonNode vector) {
    JsonNode payload = vector.required("payload");
    TxContext context = context(vector);
    WindowKey key =
        new WindowKey(
            context.chainId(),
            number(payload, "topic_id"),
            nonce(payload),
            text(payload, "worker"));
    String value = text(payload, "value");
    assertSigned(vector, Transactions.workerPayload(key, value, WALLET, context));
    assertEquals(
        text(vector, "simulate_tx_raw_base64_empty_signature"),
        Transactions.workerPayloadTrial(key, value, WALLET, context));
  }

  @ParameterizedTest
  @MethodSource("registrations")
  void signsRegistrations(JsonNode vector) {
    long topic = number(vector.required("payload"), "topic_id");
    TxContext context = context(vector);
    SignedTx signed = Transactions.register(topic, WALLET, context);
    assertSigned(vector, signed);
    assertEquals(
        text(vector, "simulate_tx_raw_base64_empty_signature"),
        Transactions.registerTrial(topic, WALLET, context));
    Any message = Transactions.registration(topic, WALLET, context);
    assertEnvelope(vector, message, context);
  }

  private static InferenceForecastBundle bundle(JsonNode payload) {
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

  private static TxContext context(JsonNode vector) {
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

  private static boolean isScalar(JsonNode payload) {
    return payload.required("labeled_values").isEmpty()
        && payload.required("forecast_elements").isEmpty()
        && text(payload, "proof").isEmpty();
  }

  private static long nonce(JsonNode payload) {
    return number(payload, "nonce_block_height");
  }

  private static long number(JsonNode node, String field) {
    return node.required(field).asLong();
  }
}
