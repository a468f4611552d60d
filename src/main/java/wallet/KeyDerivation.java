package wallet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;
import org.bitcoinj.crypto.HDPath;

/** From words to a private key: BIP39 seed, BIP32 path. The seed is made from chars, not text. */
final class KeyDerivation {
  static final String PATH = "m/44'/118'/0'/0/0";
  private static final int ROUNDS = 2048;
  private static final int SEED_BITS = 512;

  private KeyDerivation() {}

  /** 64 bytes; the words must be {@link Mnemonic#normalize}, the passphrase in NFKD form. */
  static byte[] deriveSeed(char[] words, String passphrase) {
    byte[] salt = ("mnemonic" + passphrase).getBytes(StandardCharsets.UTF_8);
    PBEKeySpec spec = new PBEKeySpec(words, salt, ROUNDS, SEED_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no PBKDF2WithHmacSHA512", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** Every key from the master to the end of a path such as {@code m/44'/118'/0'/0/0}. */
  static List<DeterministicKey> deriveKeys(byte[] seed, String path) {
    List<DeterministicKey> keys = new ArrayList<>();
    keys.add(HDKeyDerivation.createMasterPrivateKey(seed));
    for (ChildNumber child : HDPath.parsePath(path.replace("'", "H"))) {
      keys.add(HDKeyDerivation.deriveChildKey(keys.get(keys.size() - 1), child));
    }
    return keys;
  }

  /** 32 bytes at the network's path; the caller clears them. */
  static byte[] derivePrivateKey(char[] words) {
    byte[] seed = deriveSeed(words, "");
    try {
      List<DeterministicKey> steps = deriveKeys(seed, PATH);
      return steps.get(steps.size() - 1).getPrivKeyBytes();
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }
}
