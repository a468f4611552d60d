package devnet.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import devnet.proto.Devnet;
import devnet.proto.DevnetQuery;
import devnet.server.CosmosJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Converts messages to the gateway's JSON and back, by field name; unknown JSON fields are ignored.
 */
public final class ProtobufJson {
  /** Messages whose decimals of 18 places are integers on the wire. */
  private static final Set<String> SCALED = Set.of("DecCoin", "MarketState", "MarketParams");

  private ProtobufJson() {}

  /**
   * All fields as JSON; absent messages and empty bytes are null.
   *
   * @param hidden fields to leave out, which the emissions version does not have
   */
  static CosmosJson toJson(Message message, Set<String> hidden) {
    CosmosJson json = CosmosJson.object();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      Object value = message.getField(field);
      if (hidden.contains(field.getName())) {
        continue;
      }
      if (value instanceof List<?> many) {
        json.put(field.getName(), many.stream().map(it -> jsonValue(field, it, hidden)).toList());
      } else {
        boolean absent = field.hasPresence() && !message.hasField(field);
        json.put(field.getName(), absent ? null : jsonValue(field, value, hidden));
      }
    }
    return json;
  }

  private static Object jsonValue(FieldDescriptor field, Object value, Set<String> hidden) {
    return switch (field.getJavaType()) {
      case LONG -> Long.toUnsignedString((Long) value);
      case ENUM -> value.toString();
      case BYTE_STRING ->
          ((ByteString) value).isEmpty()
              ? null
              : Base64.getEncoder().encodeToString(((ByteString) value).toByteArray());
      case MESSAGE -> nestedJson(value, hidden);
      default -> value;
    };
  }

  private static Object nestedJson(Object value, Set<String> hidden) {
    if (value instanceof Timestamp time) {
      return CosmosJson.nanosecondTime(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
    }
    return value instanceof Any any ? ofAny(any) : toJson((Message) value, hidden);
  }

  static CosmosJson ofAny(Any any) {
    CosmosJson json = CosmosJson.object("@type", any.getTypeUrl());
    try {
      Optional<Descriptor> type = messageType(any.getTypeUrl());
      if (type.isPresent()) {
        json.putAll(toJson(DynamicMessage.parseFrom(type.get(), any.getValue()), Set.of()));
      }
      return json;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The message type of a type URL, found by the URL's last name. */
  private static Optional<Descriptor> messageType(String url) {
    String name = url.substring(url.lastIndexOf('.') + 1);
    return Stream.of(DevnetQuery.getDescriptor(), Devnet.getDescriptor())
        .flatMap(it -> Stream.ofNullable(it.findMessageTypeByName(name)))
        .findFirst();
  }

  public static Message toMessage(Descriptor type, JsonNode json) {
    return fillFields(DynamicMessage.newBuilder(type), json);
  }

  /** JSON names a field as the definition does or in lower camel case. */
  private static Message fillFields(Message.Builder into, JsonNode json) {
    for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
      String name = json.has(field.getName()) ? field.getName() : field.getJsonName();
      JsonNode value = json.path(name);
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

  private static Message anyMessage(Message.Builder into, JsonNode value) {
    Descriptor type = into.getDescriptorForType();
    String url = value.path("@type").asText();
    ByteString bytes =
        messageType(url).map(it -> toMessage(it, value).toByteString()).orElse(ByteString.EMPTY);
    return into.setField(type.findFieldByName("type_url"), url)
        .setField(type.findFieldByName("value"), bytes)
        .build();
  }
}
