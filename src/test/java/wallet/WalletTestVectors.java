package wallet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The golden vectors, read once. A path that leads nowhere fails, so that no test runs empty. */
public final class WalletTestVectors {
  private static final JsonNode ROOT = read();

  private WalletTestVectors() {}

  /** Elements under a JSON pointer such as {@code /published/bip32}; at least one. */
  public static Stream<JsonNode> all(String pointer) {
    return list(one(pointer)).stream();
  }

  public static JsonNode one(String pointer) {
    JsonNode node = ROOT.at(pointer);
    if (node.isEmpty()) {
      throw new IllegalArgumentException("no vectors under " + pointer);
    }
    return node;
  }

  public static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  /** The published test key of {@code keys[0]}, which signs every transaction vector. */
  public static Wallet signer() {
    return Wallet.fromMnemonic(text(ROOT.at("/keys/0"), "mnemonic").toCharArray());
  }

  public static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }

  public static byte[] bytes(JsonNode node, String field) {
    return HexFormat.of().parseHex(text(node, field));
  }

  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static JsonNode read() {
    try (InputStream in = WalletTestVectors.class.getResourceAsStream("/vectors.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
