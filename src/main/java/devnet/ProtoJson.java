package devnet;

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
final class ProtoJson {
  /** Their decimals of 18 places are integers on the wire. */
  private static final Set<String> SCALED = Set.of("DecCoin", "MarketState", "MarketParams");

  private ProtoJson() {}

  static Message of(Descriptor type, JsonNode json) {
    return fill(DynamicMessage.newBuilder(type), json);
  }

  private static Message fill(Message.Builder into, JsonNode json) {
    for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
      JsonNode value = json.path(field.getName());
      if (field.isRepeated()) {
        value.forEach(it -> into.addRepeatedField(field, part(into, field, it)));
      } else if (!value.isMissingNode() && !value.isNull()) {
        into.setField(field, part(into, field, value));
      }
    }
    return into.build();
  }

  private static Object part(Message.Builder owner, FieldDescriptor field, JsonNode value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> message(owner.newBuilderForField(field), value);
      case LONG -> value.asLong();
      case INT -> value.asInt();
      case BOOLEAN -> value.asBoolean();
      case BYTE_STRING -> ByteString.copyFrom(Base64.getDecoder().decode(value.asText()));
      case ENUM -> field.getEnumType().findValueByName(value.asText());
      default -> text(field, value.asText());
    };
  }

  private static String text(FieldDescriptor field, String value) {
    boolean scaled =
        SCALED.contains(field.getContainingType().getName()) && value.matches("\\d+\\.\\d{18}");
    return scaled ? new BigDecimal(value).unscaledValue().toString() : value;
  }

  private static Message message(Message.Builder into, JsonNode value) {
    return switch (into.getDescriptorForType().getFullName()) {
      case "google.protobuf.Timestamp" -> time(into, Instant.parse(value.asText()));
      case "google.protobuf.Any" -> any(into, value);
      default -> fill(into, value);
    };
  }

  private static Message time(Message.Builder into, Instant time) {
    Descriptor type = into.getDescriptorForType();
    return into.setField(type.findFieldByName("seconds"), time.getEpochSecond())
        .setField(type.findFieldByName("nanos"), time.getNano())
        .build();
  }

  /** Of the kinds that queries answer with, the type's last name is the message's own. */
  private static Message any(Message.Builder into, JsonNode value) {
    Descriptor type = into.getDescriptorForType();
    String url = value.path("@type").asText();
    ByteString bytes = inside(url, value);
    return into.setField(type.findFieldByName("type_url"), url)
        .setField(type.findFieldByName("value"), bytes)
        .build();
  }

  private static ByteString inside(String url, JsonNode value) {
    String name = url.substring(url.lastIndexOf('.') + 1);
    Descriptor type = DevnetQuery.getDescriptor().findMessageTypeByName(name);
    return type == null ? ByteString.EMPTY : of(type, value).toByteString();
  }
}
