package lab.importer.xgboost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads UBJSON, in which XGBoost saves models. Lengths are checked against the bytes that exist,
 * and nesting is limited, so a damaged file gives an error message.
 */
public final class UbjsonReader {
  private static final int MAX_DEPTH = 32;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private final ByteBuffer in;

  private UbjsonReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  /**
   * @throws IllegalArgumentException if the bytes are not UBJSON
   */
  public static JsonNode read(byte[] bytes) {
    UbjsonReader reader = new UbjsonReader(bytes);
    try {
      return reader.readValue(reader.nextMarker(), 0);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the UBJ data end too early", e);
    }
  }

  private char nextMarker() {
    char marker = (char) in.get();
    return marker == 'N' ? nextMarker() : marker;
  }

  private JsonNode readValue(char marker, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the UBJ data are nested too deeply");
    }
    return switch (marker) {
      case '{' -> readObject(depth);
      case '[' -> readArray(depth);
      case 'S' -> NODES.textNode(readText());
      case 'Z' -> NODES.nullNode();
      case 'T' -> NODES.booleanNode(true);
      case 'F' -> NODES.booleanNode(false);
      case 'd' -> NODES.numberNode(in.getFloat());
      case 'D' -> NODES.numberNode(in.getDouble());
      default -> NODES.numberNode(readInteger(marker));
    };
  }

  private long readInteger(char marker) {
    return switch (marker) {
      case 'i' -> in.get();
      case 'U' -> in.get() & 0xff;
      case 'I' -> in.getShort();
      case 'l' -> in.getInt();
      case 'L' -> in.getLong();
      default -> throw new IllegalArgumentException("not UBJ: type " + (int) marker);
    };
  }

  private ObjectNode readObject(int depth) {
    ObjectNode object = NODES.objectNode();
    while (true) {
      char marker = nextMarker();
      if (marker == '}') {
        return object;
      }
      in.position(in.position() - 1);
      String key = readText();
      object.set(key, readValue(nextMarker(), depth + 1));
    }
  }

  private ArrayNode readArray(int depth) {
    char marker = nextMarker();
    if (marker == '$') {
      return readTypedArray(depth);
    }
    if (marker == '#') {
      return readCountedArray(readCount(), depth);
    }
    ArrayNode array = NODES.arrayNode();
    while (marker != ']') {
      array.add(readValue(marker, depth + 1));
      marker = nextMarker();
    }
    return array;
  }

  private ArrayNode readTypedArray(int depth) {
    char type = nextMarker();
    if (nextMarker() != '#') {
      throw new IllegalArgumentException("not UBJ: a typed array without a count");
    }
    int count = readCount();
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < count; i++) {
      array.add(readValue(type, depth + 1));
    }
    return array;
  }

  private ArrayNode readCountedArray(int count, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < count; i++) {
      array.add(readValue(nextMarker(), depth + 1));
    }
    return array;
  }

  private String readText() {
    byte[] bytes = new byte[readCount()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int readCount() {
    long count = readInteger(nextMarker());
    if (count < 0 || count > in.remaining()) {
      throw new IllegalArgumentException("the UBJ data end too early");
    }
    return (int) count;
  }
}
