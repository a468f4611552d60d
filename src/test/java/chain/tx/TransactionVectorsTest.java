package chain.tx;

import static chain.tx.TransactionVectorInputs.bundle;
import static chain.tx.TransactionVectorInputs.context;
import static chain.tx.TransactionVectorInputs.nonce;
import static chain.tx.TransactionVectorInputs.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static wallet.WalletTestVectors.hex;
import static wallet.WalletTestVectors.text;

import chain.message.AccountMessage;
import chain.message.WorkerBundle;
import chain.wire.InferenceForecastBundle;
import chain.wire.InsertWorkerPayloadRequest;
import chain.wire.WorkerDataBundle;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import domain.WindowKey;
import java.util.stream.Stream;
import org.bitcoinj.base.Sha256Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wallet.Wallet;
import wallet.WalletTestVectors;

/** All published transactions, byte for byte: through the public calls where they are scalar. */
class TransactionVectorsTest {
  private static final Wallet WALLET = WalletTestVectors.signer();

  static Stream<JsonNode> payloads() {
    return WalletTestVectors.all("/transactions").filter(it -> it.has("bundle_hex"));
  }

  static Stream<JsonNode> scalars() {
    return payloads().filter(it -> TransactionVectorInputs.isScalar(it.required("payload")));
  }

  static Stream<JsonNode> registrations() {
    return WalletTestVectors.all("/transactions").filter(it -> !it.has("bundle_hex"));
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
        WorkerBundle.signedPayloadRequest(
            bundle, number(payload, "topic_id"), nonce(payload), WALLET);
    assertBundle(vector, request.getWorkerDataBundle());
    Any message =
        Transactions.emissionsMessage(
            context.emissionsVersion(), "InsertWorkerPayloadRequest", request);
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
    SignDirect direct = Transactions.signDirect(message, context, WALLET);
    assertEquals(text(vector, "body_bytes_hex"), hex(direct.body().toByteArray()));
    assertEquals(text(vector, "auth_info_bytes_hex"), hex(direct.authInfo().toByteArray()));
    assertEquals(text(vector, "sign_doc_hex"), hex(direct.signDoc()));
    assertEquals(text(vector, "sign_doc_sha256_hex"), Sha256Hash.of(direct.signDoc()).toString());
    assertEquals(text(vector, "tx_signature_hex"), hex(WALLET.sign(direct.signDoc())));
    assertSigned(vector, direct.sign(WALLET));
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
    assertSigned(vector, Transactions.signPayload(key, value, WALLET, context));
    assertEquals(
        text(vector, "simulate_tx_raw_base64_empty_signature"),
        Transactions.unsignedPayload(key, value, WALLET, context));
  }

  @ParameterizedTest
  @MethodSource("registrations")
  void signsRegistrations(JsonNode vector) {
    long topic = number(vector.required("payload"), "topic_id");
    TxContext context = context(vector);
    AccountMessage registration = AccountMessage.registration(topic, WALLET.address(), false);
    SignedTx signed = Transactions.signAccountMessage(registration, WALLET, context);
    assertSigned(vector, signed);
    assertEquals(
        text(vector, "simulate_tx_raw_base64_empty_signature"),
        Transactions.unsignedAccountMessage(registration, WALLET, context));
    Any message = Transactions.toAny(registration, context);
    assertEnvelope(vector, message, context);
  }
}
