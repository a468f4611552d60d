package devnet.ledger;

import fr.acinq.bitcoin.Bech32;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Optional;

/** secp256k1 and bech32 as the chain reads them: 64 bytes r and s, low s only, over SHA-256. */
public final class DevnetCrypto {
  private static final String PREFIX = "allo";

  private DevnetCrypto() {}

  public static boolean isValidSignature(byte[] message, byte[] signature, byte[] publicKey) {
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
  public static String addressOfKey(byte[] publicKey) {
    return addressOfHash(Crypto.hash160(publicKey));
  }

  public static String addressOfHash(byte[] hash) {
    return Bech32.encodeBytes(PREFIX, hash, Bech32.Encoding.Bech32);
  }

  /** Bech32 address of a validator, as the SDK names a block's proposer. */
  public static String validatorAddress(byte[] hash) {
    return Bech32.encodeBytes(PREFIX + "valcons", hash, Bech32.Encoding.Bech32);
  }

  /** The chain's error for a text that is not an account address; empty for a valid one. */
  public static Optional<String> addressError(String text) {
    int separator = text.lastIndexOf('1');
    if (isAddress(text)) {
      return Optional.empty();
    }
    return Optional.of(
        separator < 1 || separator + 7 > text.length()
            ? "decoding bech32 failed: invalid separator index " + separator
            : "decoding bech32 failed: invalid checksum");
  }

  /** Whether the text is a well-formed account address of 20 or 32 bytes. */
  public static boolean isAddress(String text) {
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

  public static boolean isPublicKey(byte[] bytes) {
    return bytes.length == 33 && Crypto.isPubKeyValid(bytes);
  }
}
