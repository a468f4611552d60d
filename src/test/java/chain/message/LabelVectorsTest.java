package chain.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.model.SubmittedValue;
import chain.model.TopicInfo;
import chain.model.TopicInfo.LabelRules;
import chain.wire.Inference;
import chain.wire.InferenceForecastBundle;
import chain.wire.WorkerDataBundle;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import domain.Prediction;
import domain.Provenance;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wallet.Wallet;

/** Topics of several labels: published bundles byte for byte, and the chain's own rule table. */
class LabelVectorsTest {
  private static final Map<String, String> TEXTS =
      Map.of(
          "v10_multi_label_inference", "up=0.3,mid=0.4,down=0.3",
          "v10_multi_label_inference_and_forecast",
              "up=0.3,mid=0.4,down=0.3|allo1kc3a3q2qjf0j04vsupz2523a5krka903ew0gqp=-0.52",
          "v10_single_arity_with_label_y", "y=0.0123");

  static Stream<JsonNode> bundles() {
    return RoleVectors.all("/v10_label_bundles");
  }

  static Stream<JsonNode> multi() {
    return RoleVectors.all("/labels/multi");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void encodesAndSignsPublishedBundles(JsonNode vector) throws Exception {
    Wallet wallet = Wallet.fromMnemonic(vector.path("mnemonic").asText().toCharArray());
    byte[] published = HexFormat.of().parseHex(vector.path("bundle_hex").asText());
    Inference inference = InferenceForecastBundle.parseFrom(published).getInference();
    long topic = inference.getTopicId();
    long nonce = inference.getBlockHeight();
    String text = TEXTS.get(vector.path("name").asText());
    WindowKey key = new WindowKey("allora-testnet-1", topic, nonce, wallet.address());
    InferenceForecastBundle bundle = WorkerBundle.ofValue(key, SubmittedValue.parse(text));
    assertEquals(
        vector.path("bundle_hex").asText(), HexFormat.of().formatHex(bundle.toByteArray()));
    WorkerDataBundle signed =
        WorkerBundle.signedPayloadRequest(bundle, topic, nonce, wallet).getWorkerDataBundle();
    assertEquals(
        vector.path("bundle_signature_hex").asText(),
        HexFormat.of().formatHex(signed.getInferencesForecastsBundleSignature().toByteArray()));
    assertEquals(text, WorkerBundle.toValue(bundle).toText());
  }

  @ParameterizedTest
  @MethodSource("multi")
  void acceptsAndRefusesAsTheChain(JsonNode row) {
    Map<String, Double> labels = new LinkedHashMap<>();
    row.path("values").forEach(it -> labels.put(it.get(0).asText(), it.get(1).asDouble()));
    if (row.has("error")) {
      assertThrows(Failure.class, () -> check(row, labels), row::toString);
    } else {
      check(row, labels);
    }
  }

  private static void check(JsonNode row, Map<String, Double> labels) {
    LabelRules rules =
        new LabelRules(
            true,
            row.path("require_unity").asBoolean(),
            new BigDecimal(row.path("unity_tolerance").asText("0")),
            32,
            List.of(),
            BigDecimal.ZERO,
            false);
    topic(rules).requireSuitable(List.copyOf(labels.keySet()));
    rules.requireAccepted(80, prediction(labels));
  }

  @Test
  void theSumIsTakenOfTheTextAndNotOfDoubles() {
    Map<String, Double> tenths = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      tenths.put("l" + i, 0.1);
    }
    new LabelRules(true, true, BigDecimal.ZERO, 0, List.of(), BigDecimal.ZERO, false)
        .requireAccepted(80, prediction(tenths));
  }

  @Test
  void refusesWhatIsNotOnTheWhitelistAndWhatSaysNothing() {
    LabelRules rules =
        new LabelRules(
            true, false, BigDecimal.ZERO, 2, List.of("Up", "Down"), BigDecimal.ZERO, false);
    topic(rules).requireSuitable(List.of("up", "down"));
    assertThrows(Failure.Stop.class, () -> topic(rules).requireSuitable(List.of("left")));
    assertThrows(Failure.Stop.class, () -> topic(rules).requireSuitable(List.of()));
    assertThrows(Failure.Stop.class, () -> topic(rules).requireSuitable(List.of("a", "b", "c")));
    Prediction nothing = prediction(Map.of("up", 0.0, "down", 0.0));
    assertThrows(Failure.Retry.class, () -> rules.requireAccepted(80, nothing));
  }

  @Test
  void knowsItsValueUnderTheNamesOfTheChain() {
    String claimed = "Up=0.3,down=0.70,flat=0";
    assertTrue(SubmittedValue.isSame("up=0.30,down=0.7", claimed));
    assertTrue(SubmittedValue.isSame("#1=0.7,#2=0,#3=0.3", claimed));
    assertTrue(!SubmittedValue.isSame("#1=0.7,#2=0.1,#3=0.3", claimed));
    assertTrue(!SubmittedValue.isSame("up=0.7,down=0.3", claimed));
    assertTrue(SubmittedValue.isSame("1.50", "1.5|allo1x=-4"));
  }

  private static TopicInfo topic(LabelRules rules) {
    return new TopicInfo(80, "labels", 60, 40, 60, "bce", 0, rules, true);
  }

  private static Prediction prediction(Map<String, Double> labels) {
    DataOrigin origin = new DataOrigin.SimulatedMarket("test");
    return new Prediction(
        80, 0, labels, new Provenance(origin, Instant.EPOCH, 1, "", "", "test", "0"));
  }
}
