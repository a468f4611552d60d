package wallet;

import domain.Failure;
import domain.FailureReason;
import java.math.BigInteger;
import java.util.Arrays;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.base.internal.ByteUtils;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.crypto.ECKey.ECDSASignature;
import wallet.Mnemonic.KeyDerivation;

/**
 * One secp256k1 key and the worker's address. Immutable and safe for any thread; it shows itself as
 * its address only.
 */
public final class Wallet {
  private static final BigInteger ORDER = ECKey.ecDomainParameters().getN();

  private final ECKey key;
  private final String address;

  private Wallet(ECKey key) {
    this.key = key;
    this.address = Bech32Address.fromPublicKey(key.getPubKey());
  }

  /**
   * The key at m/44'/118'/0'/0/0 with an empty passphrase. The caller clears the words.
   *
   * @throws Failure.Stop with exit code 77 if they are not a mnemonic
   */
  public static Wallet fromMnemonic(char[] words) {
    char[] valid = Mnemonic.normalize(words);
    byte[] secret = KeyDerivation.derivePrivateKey(valid);
    try {
      return fromPrivateKey(secret);
    } finally {
      Arrays.fill(valid, '\0');
      Arrays.fill(secret, (byte) 0);
    }
  }

  /**
   * The caller clears the bytes.
   *
   * @param secret 32 bytes, big-endian
   * @throws Failure.Stop with exit code 77 if it is not a private key of the curve
   */
  public static Wallet fromPrivateKey(byte[] secret) {
    if (secret.length != 32) {
      throw invalidPrivateKey("it has " + secret.length + " bytes instead of 32");
    }
    // The library would take numbers beyond the curve's order, which other programs reduce or
    // refuse.
    BigInteger number = new BigInteger(1, secret);
    if (number.compareTo(BigInteger.ONE) <= 0 || number.compareTo(ORDER) >= 0) {
      throw invalidPrivateKey("the number is outside the range of the curve");
    }
    return new Wallet(ECKey.fromPrivate(secret));
  }

  /** Bech32 text, {@code allo1...}. */
  public String address() {
    return address;
  }

  /** 33 bytes, compressed. */
  public byte[] publicKey() {
    return key.getPubKey();
  }

  /**
   * 64 bytes r and s over the message's SHA-256, RFC 6979, low s. Checked before it is handed out,
   * since a signature gone wrong in computing can give the key away.
   */
  public byte[] sign(byte[] message) {
    byte[] signature = Secp256k1Signer.sign(key, message);
    if (!Secp256k1Signer.verify(key.getPubKey(), message, signature)) {
      throw new IllegalStateException("a signature by " + address + " does not verify");
    }
    return signature;
  }

  /** 32 bytes for an encrypted keyfile; the caller clears them. */
  byte[] privateKey() {
    return key.getPrivKeyBytes();
  }

  @Override
  public String toString() {
    return address;
  }

  static Failure.Stop invalidPrivateKey(String why) {
    return new Failure.Stop(
        FailureReason.KEY,
        77,
        "the private key is not valid: " + why + "; give 64 hexadecimal digits");
  }

  /**
   * The network's signature form: SHA-256, then 64 bytes r and s, big-endian and padded, s in the
   * lower half. Stateless, so any thread may use it.
   */
  public static final class Secp256k1Signer {
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
}
