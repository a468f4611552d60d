package chain.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chain.SignedSubmissionVerifier;
import chain.tx.TransactionVectorAccess;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Attempt;
import domain.Role;
import domain.ValueBundle;
import domain.WindowKey;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scoring.LossFunction;

/** Payloads that a real v5 chain took, and the same for v9 and v10: byte for byte. */
class ReputerVectorsTest {
  static Stream<JsonNode> bundles() {
    return RoleVectors.all("/transactions").filter(it -> it.has("value_bundle_hex"));
  }

  static Stream<JsonNode> payloads() {
    return RoleVectors.all("/transactions")
        .filter(it -> it.path("message_type_url").asText().contains("Payload"))
        .filter(it -> !it.path("name").asText().contains("third_party"));
  }

  @Test
  void coversEveryPublishedPayload() {
    assertEquals(6, bundles().count());
    assertEquals(7, payloads().count());
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void encodesTheBundleOfItsOwnText(JsonNode vector) throws Exception {
    byte[] published = HexFormat.of().parseHex(vector.path("value_bundle_hex").asText());
    chain.wire.ValueBundle decoded = chain.wire.ValueBundle.parseFrom(published);
    String text = ReputerBundle.toLosses(decoded).toText();
    WindowKey key =
        new WindowKey(
            "",
            decoded.getTopicId(),
            decoded.getReputerRequestNonce().getReputerNonce().getBlockHeight(),
            decoded.getReputer(),
            Role.REPUTER);
    assertEquals(
        vector.path("value_bundle_hex").asText(),
        HexFormat.of()
            .formatHex(ReputerBundle.ofLosses(key, ValueBundle.parse(text)).toByteArray()));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void signsTheWholeTransaction(JsonNode vector) throws Exception {
    assertEquals(
        vector.path("tx_raw_hex").asText(), TransactionVectorAccess.signedPayloadHex(vector));
  }

  /** Ours sends its own; the bytes show that nothing but sender and signer would differ. */
  @Test
  void signsAReportThatAnotherAccountSends() {
    JsonNode vector = RoleVectors.transaction("v5_reputer_third_party_sender_last_block");
    assertEquals(
        vector.path("tx_raw_hex").asText(), TransactionVectorAccess.reportOfAnotherHex(vector));
  }

  @Test
  void aReputersRowIsProvenByItsBytes() throws Exception {
    JsonNode vector = RoleVectors.transaction("v5_reputer_full");
    Attempt attempt = TransactionVectorAccess.attempt(vector);
    WindowKey key = TransactionVectorAccess.key(vector);
    String value = TransactionVectorAccess.claimText(vector);
    assertEquals(Optional.empty(), SignedSubmissionVerifier.findMismatch(key, value, attempt));
    WindowKey worker = new WindowKey(key.chainId(), key.topic(), key.nonce(), key.worker());
    assertEquals(
        "its signed role is REPUTER, the row says WORKER",
        SignedSubmissionVerifier.findMismatch(worker, value, attempt).orElseThrow());
  }

  /** Each loss of the bundle a real chain took follows from what its network said. */
  @Test
  void theLossesFollowFromInferencesAndTruth() throws Exception {
    JsonNode vector = RoleVectors.transaction("v5_reputer_full");
    double truth = vector.path("ground_truth").asDouble();
    LossFunction mse = LossFunction.of("mse", OptionalDouble.empty()).orElseThrow();
    JsonNode said = vector.path("network_inferences_answer");
    ValueBundle losses = ValueBundle.parse(TransactionVectorAccess.claimText(vector));
    assertEquals(
        new java.math.BigDecimal(losses.combined()).doubleValue(),
        mse.reported(truth, said.path("combined_value").asDouble()).doubleValue(),
        1e-12);
    for (JsonNode inferer : said.path("inferer_values")) {
      assertEquals(
          Double.parseDouble(
              losses.list(ValueBundle.Part.INFERERS).get(inferer.path("worker").asText())),
          mse.reported(truth, inferer.path("value").asDouble()).doubleValue(),
          1e-11);
    }
  }
}
