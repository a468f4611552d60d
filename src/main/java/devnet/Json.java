package devnet;

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
import java.util.Map;

/** JSON in the gateway's conventions: ordered objects, numbers of 64 bits as strings. */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};
  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private Json() {}

  static Map<String, Object> of(Object... pairs) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      object.put((String) pairs[i], pairs[i + 1]);
    }
    return object;
  }

  /** A 64-bit number as the gateway writes it. */
  static String num(long value) {
    return Long.toString(value);
  }

  /** Decimal of the older kind, always 18 places. */
  static String legacy(BigDecimal value) {
    return value.setScale(18, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Header time with nanoseconds. */
  static String nanos(Instant time) {
    return NANOS.format(time);
  }

  /** A shape written as JSON text, with the arguments filled in; they need no escaping. */
  static Map<String, Object> shape(String template, Object... arguments) {
    try {
      return MAPPER.readValue(template.formatted(arguments), OBJECT);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A number or text as it came; anything else is null. */
  static Object value(JsonNode node) {
    return node.isNumber() ? (Object) node.numberValue() : node.isTextual() ? node.asText() : null;
  }

  static JsonNode parse(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }
}
