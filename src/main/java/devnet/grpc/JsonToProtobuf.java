package devnet.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import devnet.wire.DevnetQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;

/** Fills messages from the gateway's JSON by field name; what a message does not know is left. */
final class JsonToProtobuf {
  /** Their decimals of 18 places are integers on the wire. */
  private static final Set<String> SCALED = Set.of("DecCoin", "MarketState", "MarketParams");

  private JsonToProtobuf() {}

  static Message toMessage(Descriptor type, JsonNode json) {
    return fillFields(DynamicMessage.newBuilder(type), json);
  }

  private static Message fillFields(Message.Builder into, JsonNode json) {
    for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
      JsonNode value = json.path(field.getName());
      if (field.isRepeated()) {
        value.forEach(it -> into.addRepeatedField(field, fieldValue(into, field, it)));
      } else if (!value.isMissingNode() && !value.isNull()) {
        into.setField(field, fieldValue(into, field, value));
      }
    }
    return into.build();
  }

  private static Object fieldValue(Message.Builder owner, FieldDescriptor field, JsonNode value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> nestedMessage(owner.newBuilderForField(field), value);
      case LONG -> value.asLong();
      case INT -> value.asInt();
      case BOOLEAN -> value.asBoolean();
      case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(value.asText()));
      case ENUM -> field.getEnumType().findValueByName(value.asText());
      default -> decimalOrText(field, value.asText());
    };
  }

  private static String decimalOrText(FieldDescriptor field, String value) {
    boolean scaled =
        SCALED.contains(field.getContainingType().getName()) && value.matches("\\d+\\.\\d{18}");
    return scaled ? new BigDecimal(value).unscaledValue().toString() : value;
  }

  private static Message nestedMessage(Message.Builder into, JsonNode value) {
    return switch (into.getDescriptorForType().getFullName()) {
      case "google.protobuf.Timestamp" -> timestamp(into, Instant.parse(value.asText()));
      case "google.protobuf.Any" -> anyMessage(into, value);
      default -> fillFields(into, value);
    };
  }

  private static Message timestamp(Message.Builder into, Instant time) {
    Descriptor type = into.getDescriptorForType();
    return into.setField(type.findFieldByName("seconds"), time.getEpochSecond())
        .setField(type.findFieldByName("nanos"), time.getNano())
        .build();
  }

  /** Of the kinds that queries answer with, the type's last name is the message's own. */
  private static Message anyMessage(Message.Builder into, JsonNode value) {
    Descriptor type = into.getDescriptorForType();
    String url = value.path("@type").asText();
    ByteString bytes = packedValue(url, value);
    return into.setField(type.findFieldByName("type_url"), url)
        .setField(type.findFieldByName("value"), bytes)
        .build();
  }

  private static ByteString packedValue(String url, JsonNode value) {
    String name = url.substring(url.lastIndexOf('.') + 1);
    Descriptor type = DevnetQuery.getDescriptor().findMessageTypeByName(name);
    return type == null ? ByteString.EMPTY : toMessage(type, value).toByteString();
  }
}
