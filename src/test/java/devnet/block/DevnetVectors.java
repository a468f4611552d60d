package devnet.block;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The golden vectors of the protocol page. */
final class DevnetVectors {
  static final JsonNode ALL = read();

  private DevnetVectors() {}

  private static JsonNode read() {
    try (InputStream in = DevnetVectors.class.getResourceAsStream("/vectors.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> each(String pointer) {
    return StreamSupport.stream(ALL.at(pointer).spliterator(), false);
  }

  static byte[] hex(JsonNode node, String field) {
    return HexFormat.of().parseHex(node.path(field).asText());
  }
}
