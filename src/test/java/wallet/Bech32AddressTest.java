package wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Bech32AddressTest {
  static Stream<JsonNode> invalid() {
    return WalletTestVectors.all("/bech32_invalid_allo");
  }

  static Stream<JsonNode> valid() {
    return WalletTestVectors.all("/published/bech32_valid");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesPublishedBadAddresses(JsonNode vector) {
    refused(vector.asText());
  }

  @ParameterizedTest
  @MethodSource("valid")
  void readsPublishedBech32AndRefusesItAsAnAddress(JsonNode vector) {
    assertEquals(
        vector.asText().toLowerCase(),
        org.bitcoinj.base.Bech32.encode(org.bitcoinj.base.Bech32.decode(vector.asText())));
    assertTrue(refused(vector.asText()).getMessage().contains("does not begin with allo1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 32})
  void takesKeysAndModules(int length) {
    String address = Bech32Address.encode("allo", new byte[length]);
    assertEquals(address, Bech32Address.requireValid("wallet.address", address));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 19, 21, 31, 33})
  void refusesOtherLengths(int length) {
    Failure.Stop e = refused(Bech32Address.encode("allo", new byte[length]));
    assertTrue(e.getMessage().contains(length + " bytes"), e.getMessage());
  }

  @Test
  void refusesUpperCaseBecauseTheChainComparesText() {
    refused(WalletTestVectors.signer().address().toUpperCase());
  }

  @Test
  void neverRepeatsWhatWasPastedByMistake() {
    String text = "abandon abandon abandon about";
    assertFalse(refused(text).getMessage().contains("abandon"));
  }

  private static Failure.Stop refused(String address) {
    Failure.Stop e =
        assertThrows(
            Failure.Stop.class, () -> Bech32Address.requireValid("wallet.address", address));
    assertEquals(78, e.exitCode());
    return e;
  }
}
