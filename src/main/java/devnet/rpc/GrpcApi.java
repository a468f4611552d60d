package devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.proto.DevnetQuery;
import devnet.rest.ProtobufJson;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The same queries over gRPC: each method calls a route of the REST API, so both always agree. */
public final class GrpcApi {
  private static final int PREFIX = 5;
  private static final Map<String, String> HEADERS = Map.of("grpc-accept-encoding", "identity");

  /**
   * A gRPC method and its REST route; the named parts of the route's path are fields of the
   * request.
   */
  private record GrpcMethod(
      String httpMethod, String restPath, Descriptor requestType, Descriptor replyType) {}

  private final Function<DevnetRequest, DevnetResponse> rest;
  private final Map<String, GrpcMethod> methods = new HashMap<>();

  public GrpcApi(Function<DevnetRequest, DevnetResponse> rest) {
    this.rest = rest;
    for (DevnetEmissionsVersion version : DevnetEmissionsVersion.values()) {
      readMethods(version.pathLabel());
    }
  }

  private void readMethods(String generation) {
    String service = "";
    for (String line : DevnetRequest.tableLines("grpc-methods.txt")) {
      if (!line.startsWith(" ")) {
        service = line.replace("{V}", generation);
        continue;
      }
      String[] words = line.strip().split(" ");
      String prefix =
          service.startsWith("emissions.") ? "/emissions/" + service.split("\\.")[1] : "";
      methods.put(
          "/" + service + "/" + words[0],
          new GrpcMethod(
              words[1], prefix + words[2], messageType(words[3]), messageType(words[4])));
    }
  }

  private static Descriptor messageType(String name) {
    Descriptor type = DevnetQuery.getDescriptor().findMessageTypeByName(name);
    return Objects.requireNonNull(type, name);
  }

  /**
   * Handles one call: the request's body is a frame; the response has a frame, and the status in
   * its trailers.
   */
  public DevnetResponse handle(DevnetRequest call) {
    try {
      byte[] reply = invoke(call.path(), unframe(call.body()), call.headers());
      ByteBuffer frame = ByteBuffer.allocate(PREFIX + reply.length);
      frame.put((byte) 0).putInt(reply.length).put(reply);
      return framedResponse(frame.array(), Map.of("grpc-status", "0"));
    } catch (GrpcStatusException error) {
      return framedResponse(
          new byte[0],
          Map.of(
              "grpc-status",
              "" + error.code(),
              "grpc-message",
              percentEncoded(error.getMessage())));
    }
  }

  /**
   * Handles one request message.
   *
   * @param path {@code /package.Service/Method}
   * @return the reply message
   * @throws GrpcStatusException with the code and message of the failure
   */
  public byte[] invoke(String path, byte[] request, Map<String, String> headers) {
    GrpcMethod method = methods.get(path);
    if (method == null) {
      throw new GrpcStatusException(12, "unknown service or method " + path);
    }
    DevnetResponse reply = rest.apply(toRestRequest(method, request, headers));
    JsonNode json = parseReply(reply);
    List<FieldDescriptor> fields = method.replyType().getFields();
    if (fields.size() == 1 && fields.get(0).getName().equals("value") && !json.has("value")) {
      json = ((ObjectNode) json).set("value", json.iterator().next());
    }
    return ProtobufJson.toMessage(method.replyType(), json).toByteArray();
  }

  private static DevnetRequest toRestRequest(
      GrpcMethod method, byte[] request, Map<String, String> headers) {
    Map<String, Object> fields = requestFields(method.requestType(), request);
    String path = method.restPath();
    Map<String, String> query = new HashMap<>();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      String text = String.valueOf(field.getValue());
      path = path.replace("{" + field.getKey() + "}", text);
      query.put(field.getKey(), text);
    }
    byte[] body = method.httpMethod().equals("GET") ? new byte[0] : CosmosJson.toBytes(fields);
    return new DevnetRequest(method.httpMethod(), path, query, headers, body);
  }

  private static Map<String, Object> requestFields(Descriptor type, byte[] bytes) {
    try {
      DynamicMessage request = DynamicMessage.parseFrom(type, bytes);
      Map<String, Object> fields = new HashMap<>();
      for (FieldDescriptor field : type.getFields()) {
        Object value = request.getField(field);
        fields.put(field.getName(), jsonValue(value));
      }
      return fields;
    } catch (InvalidProtocolBufferException e) {
      throw new GrpcStatusException(13, "grpc: error unmarshalling request: " + e.getMessage());
    }
  }

  private static Object jsonValue(Object value) {
    if (value instanceof List<?> conditions) {
      return conditions.stream().map(String::valueOf).collect(Collectors.joining(" AND "));
    }
    return value instanceof ByteString bytes
        ? Base64.getEncoder().encodeToString(bytes.toByteArray())
        : value;
  }

  private static JsonNode parseReply(DevnetResponse reply) {
    try {
      JsonNode json = CosmosJson.parse(reply.body());
      if (reply.status() != 200) {
        throw new GrpcStatusException(json.path("code").asInt(2), json.path("message").asText());
      }
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] unframe(byte[] frame) {
    if (frame.length < PREFIX || frame[0] != 0) {
      throw new GrpcStatusException(13, "grpc: a frame with an uncompressed message is expected");
    }
    return Arrays.copyOfRange(frame, PREFIX, frame.length);
  }

  private static DevnetResponse framedResponse(byte[] frame, Map<String, String> trailers) {
    return new DevnetResponse(200, "application/grpc", frame, HEADERS, trailers);
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
