package wallet;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** A key as people write it down: a mnemonic, or the private key in 64 hexadecimal digits. */
public final class KeyParser {
  private static final int DIGITS = 64;

  private KeyParser() {}

  /**
   * Either form; white space around it does not matter. The caller clears the text.
   *
   * @throws domain.Failure.Stop with exit code 77 if it is neither
   */
  public static Wallet parse(char[] text) {
    char[] digits = trimmedDigits(text);
    try {
      return isOneWord(digits) ? fromHex(digits) : Wallet.fromMnemonic(text);
    } finally {
      Arrays.fill(digits, '\0');
    }
  }

  /** White space as web pages and editors leave it, no-break spaces and byte order marks too. */
  static boolean isWhitespace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
  }

  /** A wallet from a private file that holds either form. */
  public static Wallet readFile(Path file) {
    return parseAndClear(SecretFile.read(file));
  }

  static Wallet parseAndClear(char[] text) {
    try {
      return parse(text);
    } finally {
      Arrays.fill(text, '\0');
    }
  }

  private static Wallet fromHex(char[] digits) {
    byte[] secret = parseHex(digits);
    try {
      return Wallet.fromPrivateKey(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static byte[] parseHex(char[] digits) {
    try {
      return HexFormat.of().parseHex(digits, 0, digits.length);
    } catch (IllegalArgumentException e) {
      throw Wallet.invalidPrivateKey("it is neither hexadecimal nor several words");
    }
  }

  /** Without white space around and without 0x, in an array of its own. */
  private static char[] trimmedDigits(char[] text) {
    int start = 0;
    int end = text.length;
    while (start < end && isWhitespace(text[start])) {
      start++;
    }
    while (end > start && isWhitespace(text[end - 1])) {
      end--;
    }
    boolean prefixed = end - start == DIGITS + 2 && text[start] == '0' && text[start + 1] == 'x';
    return Arrays.copyOfRange(text, prefixed ? start + 2 : start, end);
  }

  private static boolean isOneWord(char[] text) {
    boolean spaced = text.length == 0;
    for (char c : text) {
      spaced |= isWhitespace(c);
    }
    return !spaced;
  }
}
