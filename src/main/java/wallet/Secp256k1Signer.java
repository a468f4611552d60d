package wallet;

import java.math.BigInteger;
import java.util.Arrays;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.base.internal.ByteUtils;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.crypto.ECKey.ECDSASignature;

/**
 * The network's signature form: SHA-256, then 64 bytes r and s, big-endian and padded, s in the
 * lower half. Stateless, so any thread may use it.
 */
public final class Secp256k1Signer {
  private static final int HALF = 32;

  private Secp256k1Signer() {}

  static byte[] sign(ECKey key, byte[] message) {
    ECDSASignature signature = key.sign(Sha256Hash.of(message)).toCanonicalised();
    byte[] bytes = Arrays.copyOf(ByteUtils.bigIntegerToBytes(signature.r, HALF), 2 * HALF);
    System.arraycopy(ByteUtils.bigIntegerToBytes(signature.s, HALF), 0, bytes, HALF, HALF);
    return bytes;
  }

  /** Whether the network would take the signature: wrong length and high s are refused. */
  public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != 2 * HALF) {
      return false;
    }
    ECDSASignature parts =
        new ECDSASignature(
            new BigInteger(1, signature, 0, HALF), new BigInteger(1, signature, HALF, HALF));
    return parts.isCanonical() && ECKey.verify(Sha256Hash.hash(message), parts, publicKey);
  }
}
