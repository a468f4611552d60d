package devnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorTest {
  private static final String WORKER = "allo19rl4cm2hmr8afy4kldpxz3fka4jguq0ajnh7gv";

  static Stream<Named<JsonNode>> transactions() {
    return Vectors.each("/transactions").map(it -> Named.of(it.path("name").asText(), it));
  }

  static Stream<Named<JsonNode>> rejections() {
    return Vectors.each("/signature_rejections").map(it -> Named.of(it.path("name").asText(), it));
  }

  @ParameterizedTest
  @MethodSource("transactions")
  void includesEveryVectorTransaction(JsonNode vector) {
    DevnetOptions options = network(vector);
    Judge judge = new Judge();
    Ledger ledger = new Ledger(options, judge);
    ledger.advance(options.start().plusSeconds(10));
    String granter = vector.at("/inputs/fee_granter").asText();
    ledger.change(it -> it.grants.add(State.grant(granter, WORKER)));

    Ledger.Checked checked = ledger.broadcast(Vectors.hex(vector, "tx_raw_hex"));
    assertEquals(0, checked.code(), checked.log());
    assertEquals(vector.path("tx_hash").asText(), checked.hash());
    ledger.advance(options.start().plusSeconds(15));

    TxResult result = ledger.index().find(checked.hash()).orElseThrow();
    assertEquals(0, result.code(), result.log());
    if (vector.has("bundle_hex")) {
      long topic = vector.at("/payload/topic_id").asLong();
      assertEquals(1, judge.accepted(topic));
    }
  }

  @ParameterizedTest
  @MethodSource("transactions")
  void refusesAVectorTransactionOnAnotherChain(JsonNode vector) {
    DevnetOptions options = network(vector).withChainId("allora-other-1");
    Ledger ledger = new Ledger(options, new Judge());
    String granter = vector.at("/inputs/fee_granter").asText();
    ledger.change(it -> it.grants.add(State.grant(granter, WORKER)));
    Ledger.Checked checked = ledger.broadcast(Vectors.hex(vector, "tx_raw_hex"));
    assertEquals("sdk/4", checked.codespace() + "/" + checked.code());
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void refusesBadSignatures(JsonNode vector) {
    byte[] key = Vectors.hex(vector, "public_key_hex");
    byte[] signature = Vectors.hex(vector, "signature_hex");
    assertFalse(Signatures.verifies(Vectors.hex(vector, "message_hex"), signature, key));
  }

  @Test
  void verifiesEveryBundleSignature() {
    byte[] key = Vectors.hex(Vectors.ALL.at("/keys/0"), "public_key_compressed_hex");
    Vectors.each("/transactions")
        .filter(it -> it.has("bundle_hex"))
        .forEach(
            it ->
                assertTrue(
                    Signatures.verifies(
                        Vectors.hex(it, "bundle_hex"),
                        Vectors.hex(it, "bundle_signature_hex"),
                        key)));
    assertEquals(WORKER, Signatures.address(key));
  }

  @Test
  void writesDecimalsAsTheChainDoes() {
    for (String list : List.of("/decimal/published", "/decimal/computed")) {
      Vectors.each(list)
          .forEach(
              it ->
                  assertEquals(it.get(1).asText(), Decimals.canonical(it.get(0).asText(), false)));
    }
  }

  @Test
  void holdsTheBoundsOfFortyDigits() {
    Vectors.ALL
        .at("/decimal/within_bound_1e40")
        .properties()
        .forEach(
            it -> {
              if (it.getValue().asBoolean()) {
                Decimals.canonical(it.getKey(), true);
              } else {
                assertThrows(Refusal.class, () -> Decimals.canonical(it.getKey(), true));
              }
            });
    Vectors.each("/decimal/chain_refuses_non_finite")
        .forEach(it -> assertThrows(Refusal.class, () -> Decimals.canonical(it.asText(), true)));
  }

  /** A network on which exactly this vector is due: its nonce has just opened. */
  private static DevnetOptions network(JsonNode vector) {
    JsonNode inputs = vector.path("inputs");
    long nonce = vector.at("/payload/nonce_block_height").asLong(6_064_180);
    long topic = vector.at("/payload/topic_id").asLong(69);
    List<String> labels = new ArrayList<>();
    vector.at("/payload/labeled_values").forEach(it -> labels.add(it.path(0).asText()));
    boolean registers = vector.path("name").asText().contains("register");
    BigInteger rich = BigInteger.TEN.pow(19);
    GenesisAccount worker =
        GenesisAccount.worker(WORKER)
            .withBalance(rich)
            .at(inputs.path("account_number").asLong(), inputs.path("sequence").asLong())
            .withRegistered(!registers);
    String granter = inputs.path("fee_granter").asText();
    List<GenesisAccount> accounts =
        granter.isEmpty()
            ? List.of(worker)
            : List.of(worker, GenesisAccount.worker(granter).withBalance(rich));
    return DevnetOptions.standard()
        .withChainId(inputs.path("chain_id").asText())
        .withEmissions(Emissions.valueOf(version(vector)))
        .withBlockTime(Duration.ofSeconds(5))
        .withStartHeight(nonce - 2)
        .withTopics(List.of(TopicOptions.logReturn(topic).withLabels(labels)))
        .withGasPrice(
            inputs.path("fee_uallo").asText().equals("0") ? BigDecimal.ZERO : BigDecimal.ONE)
        .withAccounts(accounts);
  }

  private static String version(JsonNode vector) {
    return vector.path("name").asText().replaceFirst("_.*", "").toUpperCase(java.util.Locale.ROOT);
  }
}
