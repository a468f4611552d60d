package wallet;

import domain.Failure;
import domain.FailureReason;
import java.nio.CharBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.bitcoinj.crypto.MnemonicCode;
import org.bitcoinj.crypto.MnemonicException;

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
}
