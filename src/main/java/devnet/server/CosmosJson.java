package devnet.server;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;

/** A JSON object in the gateway's conventions: ordered fields, 64-bit numbers as strings. */
public final class CosmosJson extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final TypeReference<CosmosJson> OBJECT = new TypeReference<>() {};
  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private CosmosJson() {}

  public static CosmosJson object() {
    return new CosmosJson();
  }

  public static CosmosJson object(String name, Object value) {
    return object().with(name, value);
  }

  public CosmosJson with(String name, Object value) {
    put(name, value);
    return this;
  }

  /** A 64-bit number, which the gateway writes as text. */
  public CosmosJson int64(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** A decimal of the SDK's legacy type, always with 18 places. */
  public static String legacyDecimal(BigDecimal value) {
    return value.setScale(18, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Header time with nanoseconds. */
  public static String nanosecondTime(Instant time) {
    return NANOS.format(time);
  }

  /** An object from JSON text with format arguments; the arguments are not escaped. */
  public static CosmosJson fromTemplate(String template, Object... arguments) {
    try {
      return MAPPER.readValue(String.format(Locale.ROOT, template, arguments), OBJECT);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] toBytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The node's number or text; null for anything else. */
  public static Object scalarOrNull(JsonNode node) {
    return node.isNumber() ? (Object) node.numberValue() : node.isTextual() ? node.asText() : null;
  }

  public static JsonNode parse(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }
}
