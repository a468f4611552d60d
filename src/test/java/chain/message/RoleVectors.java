package chain.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Golden vectors of the roles beyond the worker, read once. */
public final class RoleVectors {
  private static final JsonNode ROOT = read();

  private RoleVectors() {}

  /** Elements under a JSON pointer; at least one. */
  public static Stream<JsonNode> all(String pointer) {
    return StreamSupport.stream(one(pointer).spliterator(), false);
  }

  /** Under a JSON pointer, which must lead somewhere. */
  public static JsonNode one(String pointer) {
    JsonNode node = ROOT.at(pointer);
    if (node.isEmpty()) {
      throw new IllegalArgumentException("no vectors under " + pointer);
    }
    return node;
  }

  /** Transaction of this name. */
  public static JsonNode transaction(String name) {
    return all("/transactions")
        .filter(it -> it.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode read() {
    try (InputStream in = RoleVectors.class.getResourceAsStream("/roles-vectors.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
