package devnet;

import fr.acinq.bitcoin.Bech32;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;

/** secp256k1 and bech32 as the chain reads them: 64 bytes r and s, low s only, over SHA-256. */
final class Signatures {
  private static final String PREFIX = "allo";

  private Signatures() {}

  static boolean verifies(byte[] message, byte[] signature, byte[] publicKey) {
    if (signature.length != 64 || publicKey.length != 33) {
      return false;
    }
    try {
      return Secp256k1.get().verify(signature, Crypto.sha256(message), publicKey);
    } catch (Secp256k1Exception malformed) {
      return false;
    }
  }

  /** Account address of a compressed public key. */
  static String address(byte[] publicKey) {
    return address20(Crypto.hash160(publicKey));
  }

  static String address20(byte[] hash) {
    return Bech32.encodeBytes(PREFIX, hash, Bech32.Encoding.Bech32);
  }

  /** As the SDK writes a block's proposer. */
  static String validator(byte[] hash) {
    return Bech32.encodeBytes(PREFIX + "valcons", hash, Bech32.Encoding.Bech32);
  }

  /** Whether the text is a well-formed account address of 20 or 32 bytes. */
  static boolean isAddress(String text) {
    try {
      var parts = Bech32.decodeBytes(text, false);
      int length = parts.getSecond().length;
      return parts.getFirst().equals(PREFIX)
          && parts.getThird() == Bech32.Encoding.Bech32
          && (length == 20 || length == 32);
    } catch (RuntimeException malformed) {
      return false;
    }
  }

  static boolean isPublicKey(byte[] bytes) {
    return bytes.length == 33 && Crypto.isPubKeyValid(bytes);
  }
}
