package base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Identity of model files and of feature schemas, as lower-case hex. */
public final class Sha256Hex {
  private Sha256Hex() {}

  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** For input that comes in parts. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Schema hash of feature names in order: over the names joined by newlines. */
  public static String ofLines(List<String> names) {
    return of(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
  }
}
