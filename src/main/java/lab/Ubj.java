package lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the binary form of JSON in which XGBoost saves. Lengths are only believed as far as there
 * are bytes, and nesting is limited, so a damaged file ends in a sentence.
 */
final class Ubj {
  private static final int DEEPEST = 32;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private final ByteBuffer in;

  private Ubj(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  /**
   * @throws IllegalArgumentException when the bytes are something else
   */
  static JsonNode read(byte[] bytes) {
    Ubj reader = new Ubj(bytes);
    try {
      return reader.value(reader.marker(), 0);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the UBJ data end too early", e);
    }
  }

  private char marker() {
    char marker = (char) in.get();
    return marker == 'N' ? marker() : marker;
  }

  private JsonNode value(char marker, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("the UBJ data are nested too deeply");
    }
    return switch (marker) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case 'S' -> NODES.textNode(text());
      case 'Z' -> NODES.nullNode();
      case 'T' -> NODES.booleanNode(true);
      case 'F' -> NODES.booleanNode(false);
      case 'd' -> NODES.numberNode(in.getFloat());
      case 'D' -> NODES.numberNode(in.getDouble());
      default -> NODES.numberNode(integer(marker));
    };
  }

  private long integer(char marker) {
    return switch (marker) {
      case 'i' -> in.get();
      case 'U' -> in.get() & 0xff;
      case 'I' -> in.getShort();
      case 'l' -> in.getInt();
      case 'L' -> in.getLong();
      default -> throw new IllegalArgumentException("not UBJ: type " + (int) marker);
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode object = NODES.objectNode();
    while (true) {
      char marker = marker();
      if (marker == '}') {
        return object;
      }
      in.position(in.position() - 1);
      String key = text();
      object.set(key, value(marker(), depth + 1));
    }
  }

  private ArrayNode array(int depth) {
    char marker = marker();
    if (marker == '$') {
      return typed(depth);
    }
    if (marker == '#') {
      return counted(count(), depth);
    }
    ArrayNode array = NODES.arrayNode();
    while (marker != ']') {
      array.add(value(marker, depth + 1));
      marker = marker();
    }
    return array;
  }

  private ArrayNode typed(int depth) {
    char type = marker();
    if (marker() != '#') {
      throw new IllegalArgumentException("not UBJ: a typed array without a count");
    }
    int count = count();
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < count; i++) {
      array.add(value(type, depth + 1));
    }
    return array;
  }

  private ArrayNode counted(int count, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < count; i++) {
      array.add(value(marker(), depth + 1));
    }
    return array;
  }

  private String text() {
    byte[] bytes = new byte[count()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int count() {
    long count = integer(marker());
    if (count < 0 || count > in.remaining()) {
      throw new IllegalArgumentException("the UBJ data end too early");
    }
    return (int) count;
  }
}
