package devnet.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.block.ChainBlock.DeliveredTx;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.LedgerDecimal;
import devnet.ledger.LedgerState;
import devnet.ledger.SubmissionRecorder;
import devnet.ledger.TxRejectedException;
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

class SimulatedChainVectorTest {
  private static final String WORKER = "allo19rl4cm2hmr8afy4kldpxz3fka4jguq0ajnh7gv";

  static Stream<Named<JsonNode>> transactions() {
    return DevnetVectors.each("/transactions").map(it -> Named.of(it.path("name").asText(), it));
  }

  static Stream<Named<JsonNode>> rejections() {
    return DevnetVectors.each("/signature_rejections")
        .map(it -> Named.of(it.path("name").asText(), it));
  }

  @ParameterizedTest
  @MethodSource("transactions")
  void includesEveryVectorTransaction(JsonNode vector) {
    DevnetOptions options = network(vector);
    SubmissionRecorder recorder = new SubmissionRecorder();
    SimulatedChain chain = new SimulatedChain(options, recorder);
    chain.commitDueBlocks(options.start().plusSeconds(10));
    String granter = vector.at("/inputs/fee_granter").asText();
    chain.changeState(it -> it.feeGrants.add(LedgerState.feeGrantKey(granter, WORKER)));

    SimulatedChain.CheckTxResult checked = chain.broadcast(DevnetVectors.hex(vector, "tx_raw_hex"));
    assertEquals(0, checked.code(), checked.log());
    assertEquals(vector.path("tx_hash").asText(), checked.hash());
    chain.commitDueBlocks(options.start().plusSeconds(15));

    DeliveredTx result = chain.txIndex().find(checked.hash()).orElseThrow();
    assertEquals(0, result.code(), result.log());
    if (vector.has("bundle_hex")) {
      long topic = vector.at("/payload/topic_id").asLong();
      assertEquals(1, recorder.acceptedCount(topic));
    }
  }

  @ParameterizedTest
  @MethodSource("transactions")
  void refusesAVectorTransactionOnAnotherChain(JsonNode vector) {
    DevnetOptions options = network(vector).withChainId("allora-other-1");
    SimulatedChain chain = new SimulatedChain(options, new SubmissionRecorder());
    String granter = vector.at("/inputs/fee_granter").asText();
    chain.changeState(it -> it.feeGrants.add(LedgerState.feeGrantKey(granter, WORKER)));
    SimulatedChain.CheckTxResult checked = chain.broadcast(DevnetVectors.hex(vector, "tx_raw_hex"));
    assertEquals("sdk/4", checked.codespace() + "/" + checked.code());
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void refusesBadSignatures(JsonNode vector) {
    byte[] key = DevnetVectors.hex(vector, "public_key_hex");
    byte[] signature = DevnetVectors.hex(vector, "signature_hex");
    assertFalse(
        DevnetCrypto.isValidSignature(DevnetVectors.hex(vector, "message_hex"), signature, key));
  }

  @Test
  void verifiesEveryBundleSignature() {
    byte[] key = DevnetVectors.hex(DevnetVectors.ALL.at("/keys/0"), "public_key_compressed_hex");
    DevnetVectors.each("/transactions")
        .filter(it -> it.has("bundle_hex"))
        .forEach(
            it ->
                assertTrue(
                    DevnetCrypto.isValidSignature(
                        DevnetVectors.hex(it, "bundle_hex"),
                        DevnetVectors.hex(it, "bundle_signature_hex"),
                        key)));
    assertEquals(WORKER, DevnetCrypto.addressOfKey(key));
  }

  @Test
  void writesDecimalsAsTheChainDoes() {
    for (String list : List.of("/decimal/published", "/decimal/computed")) {
      DevnetVectors.each(list)
          .forEach(
              it ->
                  assertEquals(
                      it.get(1).asText(), LedgerDecimal.canonical(it.get(0).asText(), false)));
    }
  }

  @Test
  void holdsTheBoundsOfFortyDigits() {
    DevnetVectors.ALL
        .at("/decimal/within_bound_1e40")
        .properties()
        .forEach(
            it -> {
              if (it.getValue().asBoolean()) {
                LedgerDecimal.canonical(it.getKey(), true);
              } else {
                assertThrows(
                    TxRejectedException.class, () -> LedgerDecimal.canonical(it.getKey(), true));
              }
            });
    DevnetVectors.each("/decimal/chain_refuses_non_finite")
        .forEach(
            it ->
                assertThrows(
                    TxRejectedException.class, () -> LedgerDecimal.canonical(it.asText(), true)));
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
        GenesisAccount.fundedWorker(WORKER)
            .withBalance(rich)
            .withNumberAndSequence(
                inputs.path("account_number").asLong(), inputs.path("sequence").asLong())
            .withRegistered(!registers);
    String granter = inputs.path("fee_granter").asText();
    List<GenesisAccount> accounts =
        granter.isEmpty()
            ? List.of(worker)
            : List.of(worker, GenesisAccount.fundedWorker(granter).withBalance(rich));
    return DevnetOptions.standard()
        .withChainId(inputs.path("chain_id").asText())
        .withEmissionsVersion(DevnetEmissionsVersion.valueOf(version(vector)))
        .withBlockTime(Duration.ofSeconds(5))
        .withStartHeight(nonce - 2)
        .withTopics(List.of(GenesisTopic.logReturnTopic(topic).withLabels(labels)))
        .withGasPrice(
            inputs.path("fee_uallo").asText().equals("0") ? BigDecimal.ZERO : BigDecimal.ONE)
        .withAccounts(accounts);
  }

  private static String version(JsonNode vector) {
    return vector.path("name").asText().replaceFirst("_.*", "").toUpperCase(java.util.Locale.ROOT);
  }
}
