package devnet.server;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Decoding with the error texts of Go's library, which a node passes on word for word. */
public final class GoDecoding {
  private static final String BASE64 = "[A-Za-z0-9+/]";

  private GoDecoding() {}

  /**
   * @throws IllegalArgumentException with Go's text
   */
  public static byte[] hex(String text) {
    for (char c : text.toCharArray()) {
      if (!HexFormat.isHexDigit(c)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "encoding/hex: invalid byte: U+%04X '%c'", (int) c, c));
      }
    }
    if (text.length() % 2 != 0) {
      throw new IllegalArgumentException("encoding/hex: odd length hex string");
    }
    return HexFormat.of().parseHex(text);
  }

  /**
   * @throws IllegalArgumentException with Go's text
   */
  public static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      int at = text.replaceFirst("^" + BASE64 + "*", "").length();
      throw new IllegalArgumentException(
          "illegal base64 data at input byte " + (text.length() - at));
    }
  }

  /** What Go says of a text that is not JSON. */
  public static String jsonError(byte[] text) {
    return text.length == 0
        ? "unexpected EOF"
        : String.format(
            Locale.ROOT, "invalid character '%c' looking for beginning of value", (char) text[0]);
  }
}
