package wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static wallet.WalletTestVectors.bytes;
import static wallet.WalletTestVectors.hex;
import static wallet.WalletTestVectors.text;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import java.util.List;
import java.util.stream.Stream;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.MnemonicCode;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wallet.Mnemonic.KeyDerivation;

class KeyVectorsTest {
  static Stream<JsonNode> keys() {
    return WalletTestVectors.all("/keys");
  }

  static Stream<JsonNode> seeds() {
    return WalletTestVectors.all("/published/bip39_seed");
  }

  static Stream<JsonNode> paths() {
    return WalletTestVectors.all("/published/bip32");
  }

  static Stream<JsonNode> badChecksums() {
    return WalletTestVectors.all("/published/bip39_invalid_checksum");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void derivesEveryStepFromWordsToAddress(JsonNode vector) {
    char[] words = Mnemonic.normalize(text(vector, "mnemonic").toCharArray());
    byte[] seed = KeyDerivation.deriveSeed(words, text(vector, "bip39_passphrase"));
    assertEquals(text(vector, "seed_hex"), hex(seed));
    List<DeterministicKey> steps = KeyDerivation.deriveKeys(seed, text(vector, "path"));
    List<JsonNode> expected = WalletTestVectors.list(vector.required("derivation_steps"));
    assertEquals(expected.size(), steps.size());
    for (int i = 0; i < steps.size(); i++) {
      assertStep(expected.get(i), steps.get(i));
    }
    assertKey(vector, steps.get(steps.size() - 1).getPrivKeyBytes());
  }

  private static void assertKey(JsonNode vector, byte[] secret) {
    assertEquals(text(vector, "private_key_hex"), hex(secret));
    Wallet wallet = Wallet.fromPrivateKey(secret);
    assertEquals(text(vector, "public_key_compressed_hex"), hex(wallet.publicKey()));
    assertEquals(text(vector, "address_allo"), wallet.address());
    assertEquals(wallet.address(), Bech32Address.requireValid("address", wallet.address()));
    byte[] hash = bytes(vector, "ripemd160_of_that_hex");
    assertEquals(text(vector, "address_cosmos"), Bech32Address.encode("cosmos", hash));
    assertEquals(text(vector, "address_allovaloper"), Bech32Address.encode("allovaloper", hash));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void hashesTheKeyInTwoStepsToTheAddress(JsonNode vector) {
    byte[] sha = bytes(vector, "sha256_of_pubkey_hex");
    assertArrayEquals(sha, Sha256Hash.hash(bytes(vector, "public_key_compressed_hex")));
    byte[] ripemd = new byte[20];
    RIPEMD160Digest digest = new RIPEMD160Digest();
    digest.update(sha, 0, sha.length);
    digest.doFinal(ripemd, 0);
    assertEquals(text(vector, "ripemd160_of_that_hex"), hex(ripemd));
  }

  @Test
  void takesTheNetworksPathFromAMnemonic() {
    List<JsonNode> usual =
        keys().filter(it -> KeyDerivation.PATH.equals(text(it, "path"))).toList();
    assertEquals(4, usual.size());
    for (JsonNode vector : usual) {
      Wallet wallet = Wallet.fromMnemonic(text(vector, "mnemonic").toCharArray());
      assertEquals(text(vector, "address_allo"), wallet.address());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void makesPublishedSeedsAndWords(JsonNode vector) {
    String mnemonic = text(vector, "mnemonic");
    byte[] seed =
        KeyDerivation.deriveSeed(
            Mnemonic.normalize(mnemonic.toCharArray()), text(vector, "passphrase"));
    assertEquals(text(vector, "seed_hex"), hex(seed));
    assertEquals(mnemonic, new String(Mnemonic.fromEntropy(bytes(vector, "entropy_hex"))));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void derivesPublishedPaths(JsonNode vector) {
    List<DeterministicKey> steps =
        KeyDerivation.deriveKeys(bytes(vector, "seed_hex"), text(vector, "path"));
    assertStep(vector, steps.get(steps.size() - 1));
  }

  @ParameterizedTest
  @MethodSource("badChecksums")
  void refusesPublishedBadChecksums(JsonNode vector) {
    char[] words = vector.asText().toCharArray();
    Failure.Stop e = assertThrows(Failure.Stop.class, () -> Wallet.fromMnemonic(words));
    assertEquals(77, e.exitCode());
  }

  @Test
  void knowsThePublishedWordList() {
    JsonNode list = WalletTestVectors.one("/published/bip39_english_wordlist");
    List<String> words = MnemonicCode.INSTANCE.getWordList();
    assertEquals(list.required("count").asInt(), words.size());
    byte[] file = (String.join("\n", words) + "\n").getBytes(UTF_8);
    assertEquals(
        text(list, "sha256_of_file_with_trailing_newline"), Sha256Hash.of(file).toString());
  }

  private static void assertStep(JsonNode vector, DeterministicKey key) {
    assertEquals(text(vector, "private_key_hex"), hex(key.getPrivKeyBytes()));
    assertEquals(text(vector, "chain_code_hex"), hex(key.getChainCode()));
  }
}
