package wallet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wallet.WalletTestVectors.bytes;
import static wallet.WalletTestVectors.hex;
import static wallet.WalletTestVectors.text;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import fr.acinq.secp256k1.Secp256k1;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bitcoinj.base.Sha256Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import wallet.Wallet.Secp256k1Signer;

class SignatureVectorsTest {
  static Stream<JsonNode> published() {
    return WalletTestVectors.all("/published/rfc6979_secp256k1_sha256");
  }

  static Stream<JsonNode> rejections() {
    return WalletTestVectors.all("/signature_rejections");
  }

  @Test
  void makesPublishedDeterministicSignatures() {
    List<JsonNode> usable = published().filter(it -> !keyIsOne(it)).toList();
    assertEquals(3, usable.size());
    for (JsonNode vector : usable) {
      byte[] signature =
          Wallet.fromPrivateKey(bytes(vector, "private_key_hex"))
              .sign(text(vector, "message_utf8").getBytes(UTF_8));
      assertEquals(text(vector, "signature_rs_hex"), hex(signature));
    }
  }

  /** The library refuses the keys 0 and 1, so the two vectors with key 1 end here. */
  @Test
  void refusesThePublishedKeyThatIsOne() {
    List<JsonNode> refused = published().filter(SignatureVectorsTest::keyIsOne).toList();
    assertEquals(2, refused.size());
    byte[] one = bytes(refused.get(0), "private_key_hex");
    assertThrows(Failure.Stop.class, () -> Wallet.fromPrivateKey(one));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void refusesSignaturesTheNetworkRefuses(JsonNode vector) {
    assertFalse(
        Secp256k1Signer.verify(
            bytes(vector, "public_key_hex"),
            bytes(vector, "message_hex"),
            bytes(vector, "signature_hex")),
        text(vector, "why"));
  }

  @Test
  void signsAsTheOtherCurveLibraryDoes() {
    Random random = new Random(20261123);
    for (int i = 0; i < 200; i++) {
      byte[] secret = new byte[32];
      random.nextBytes(secret);
      byte[] message = new byte[random.nextInt(400)];
      random.nextBytes(message);
      assertSame(secret, message);
    }
  }

  @Test
  void signsAlikeFromManyThreads() {
    Wallet wallet = WalletTestVectors.signer();
    List<String> one = IntStream.range(0, 200).mapToObj(it -> signed(wallet, it)).toList();
    assertEquals(
        one, IntStream.range(0, 200).parallel().mapToObj(it -> signed(wallet, it)).toList());
  }

  private static String signed(Wallet wallet, int number) {
    return hex(wallet.sign(("message " + number).getBytes(UTF_8)));
  }

  private static void assertSame(byte[] secret, byte[] message) {
    Secp256k1 oracle = Secp256k1.get();
    byte[] hash = Sha256Hash.hash(message);
    Wallet wallet = Wallet.fromPrivateKey(secret);
    byte[] signature = wallet.sign(message);
    assertArrayEquals(oracle.sign(hash, secret, null), signature);
    assertTrue(oracle.verify(signature, hash, wallet.publicKey()));
    assertTrue(Secp256k1Signer.verify(wallet.publicKey(), message, signature));
    signature[signature.length - 1] ^= 1;
    assertFalse(Secp256k1Signer.verify(wallet.publicKey(), message, signature));
  }

  private static boolean keyIsOne(JsonNode vector) {
    return new BigInteger(1, bytes(vector, "private_key_hex")).equals(BigInteger.ONE);
  }
}
