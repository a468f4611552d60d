package wallet;

import domain.Failure;
import domain.FailureReason;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bitcoinj.crypto.ChildNumber;
import org.bitcoinj.crypto.DeterministicKey;
import org.bitcoinj.crypto.HDKeyDerivation;
import org.bitcoinj.crypto.HDPath;
import org.bitcoinj.crypto.MnemonicCode;
import org.bitcoinj.crypto.MnemonicException;
import wallet.KeySource.KeyParser;

/**
 * The words behind a key: BIP39, English list. Words stay in char arrays, lists hold the word
 * list's own strings, and no message repeats a word.
 */
public final class Mnemonic {
  private static final MnemonicCode CODE = MnemonicCode.INSTANCE;
  private static final Set<Integer> COUNTS = Set.of(12, 15, 18, 21, 24);

  private Mnemonic() {}

  /** 24 new words, one space between them. The caller clears them after use. */
  public static char[] generate(SecureRandom random) {
    byte[] entropy = new byte[32];
    random.nextBytes(entropy);
    try {
      return fromEntropy(entropy);
    } finally {
      Arrays.fill(entropy, (byte) 0);
    }
  }

  static char[] fromEntropy(byte[] entropy) {
    return join(CODE.toMnemonic(entropy));
  }

  /**
   * The words in the form that is hashed: lower case, one space between them.
   *
   * @throws Failure.Stop with exit code 77 if the count, a word or the checksum is wrong
   */
  public static char[] normalize(char[] text) {
    List<String> words = parseWords(text);
    if (!COUNTS.contains(words.size())) {
      throw invalidMnemonic("it has " + words.size() + " words; 12, 15, 18, 21 or 24 are possible");
    }
    try {
      CODE.check(words);
    } catch (MnemonicException e) {
      throw invalidMnemonic(
          "the checksum does not match: a word is wrong or two have changed places");
    }
    return join(words);
  }

  private static List<String> parseWords(char[] text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i == text.length || KeyParser.isWhitespace(text[i])) {
        if (i > start) {
          words.add(lookUpWord(text, start, i, words.size() + 1));
        }
        start = i + 1;
      }
    }
    return words;
  }

  private static String lookUpWord(char[] text, int start, int end, int position) {
    char[] lower = Arrays.copyOfRange(text, start, end);
    for (int i = 0; i < lower.length; i++) {
      lower[i] = Character.toLowerCase(lower[i]);
    }
    List<String> list = CODE.getWordList();
    int at = Collections.binarySearch(list, CharBuffer.wrap(lower), CharSequence::compare);
    Arrays.fill(lower, '\0');
    if (at < 0) {
      throw invalidMnemonic("word " + position + " is not in the BIP39 English list");
    }
    return list.get(at);
  }

  private static char[] join(List<String> words) {
    char[] text = new char[words.stream().mapToInt(String::length).sum() + words.size() - 1];
    CharBuffer out = CharBuffer.wrap(text);
    for (String word : words) {
      if (out.position() > 0) {
        out.put(' ');
      }
      out.put(word);
    }
    return text;
  }

  private static Failure.Stop invalidMnemonic(String why) {
    return new Failure.Stop(
        FailureReason.KEY,
        77,
        "the mnemonic is not valid: " + why + "; correct it where it is kept");
  }

  /** From words to a private key: BIP39 seed, BIP32 path. The seed is made from chars, not text. */
  static final class KeyDerivation {
    static final String PATH = "m/44'/118'/0'/0/0";
    private static final int ROUNDS = 2048;
    private static final int SEED_BITS = 512;

    private KeyDerivation() {}

    /** 64 bytes; the words must be {@link Mnemonic#normalize}, the passphrase in NFKD form. */
    static byte[] deriveSeed(char[] words, String passphrase) {
      byte[] salt = ("mnemonic" + passphrase).getBytes(StandardCharsets.UTF_8);
      PBEKeySpec spec = new PBEKeySpec(words, salt, ROUNDS, SEED_BITS);
      try {
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
            .generateSecret(spec)
            .getEncoded();
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
}
