package wallet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** A key as people write it down: a mnemonic, or the private key in 64 hexadecimal digits. */
public final class KeyText {
  private static final int DIGITS = 64;

  private KeyText() {}

  /**
   * Either form; white space around it does not matter. The caller clears the text.
   *
   * @throws domain.Failure.Stop with exit code 77 if it is neither
   */
  public static Wallet wallet(char[] text) {
    char[] digits = digits(text);
    try {
      return isOneWord(digits) ? fromHex(digits) : Wallet.fromMnemonic(text);
    } finally {
      Arrays.fill(digits, '\0');
    }
  }

  /** White space as web pages and editors leave it, no-break spaces and byte order marks too. */
  static boolean isGap(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }

  /** A wallet from a private file that holds either form. */
  public static Wallet read(Path file) {
    return cleared(PrivateFile.read(file));
  }

  static Wallet cleared(char[] text) {
    try {
      return wallet(text);
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  private static Wallet fromHex(char[] digits) {
    byte[] secret = parsed(digits);
    try {
      return Wallet.fromPrivateKey(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static byte[] parsed(char[] digits) {
    try {
      return HexFormat.of().parseHex(digits, 0, digits.length);
    } catch (IllegalArgumentException e) {
      throw Wallet.wrong("it is neither hexadecimal nor several words");
    }
  }

  /** Without white space around and without 0x, in an array of its own. */
  private static char[] digits(char[] text) {
    int start = 0;
    int end = text.length;
    while (start < end && isGap(text[start])) {
      start++;
    }
    while (end > start && isGap(text[end - 1])) {
      end--;
    }
    boolean prefixed = end - start == DIGITS + 2 && text[start] == '0' && text[start + 1] == 'x';
    return Arrays.copyOfRange(text, prefixed ? start + 2 : start, end);
  }

  private static boolean isOneWord(char[] text) {
    boolean spaced = text.length == 0;
    for (char c : text) {
      spaced |= isGap(c);
    }
    return !spaced;
  }
}
