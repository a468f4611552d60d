package devnet.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An HTTP response.
 *
 * @param trailers gRPC status, empty for other protocols
 */
public record DevnetResponse(
    int status,
    String contentType,
    byte[] body,
    Map<String, String> headers,
    Map<String, String> trailers) {
  public static DevnetResponse json(int status, Object body) {
    return new DevnetResponse(
        status, "application/json", CosmosJson.toBytes(body), Map.of(), Map.of());
  }

  public static DevnetResponse okJson(Object body) {
    return json(200, body);
  }

  public static DevnetResponse text(int status, String contentType, String body) {
    return new DevnetResponse(
        status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), Map.of());
  }

  public DevnetResponse withHeader(String header, String value) {
    return new DevnetResponse(status, contentType, body, Map.of(header, value), trailers);
  }

  /** A copy with its text changed; a body that is not text stays. */
  public DevnetResponse withChangedText(UnaryOperator<String> change) {
    if (contentType.startsWith("application/grpc")) {
      return this;
    }
    String text = change.apply(new String(body, StandardCharsets.UTF_8));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new DevnetResponse(status, contentType, bytes, headers, trailers);
  }

  /** The first half of the body with the same headers, as from a proxy that lost its upstream. */
  public DevnetResponse truncated() {
    byte[] half = Arrays.copyOf(body, body.length / 2);
    return new DevnetResponse(status, contentType, half, headers, Map.of());
  }

  /** An error of the gateway: a gRPC code, which determines the HTTP status. */
  public static final class GrpcStatusException extends RuntimeException {
    private final int code;

    /**
     * @param message a format where arguments follow
     */
    public GrpcStatusException(int code, String message, Object... arguments) {
      super(
          arguments.length == 0 ? message : String.format(Locale.ROOT, message, arguments),
          null,
          false,
          false);
      this.code = code;
    }

    public static GrpcStatusException notFound(String message) {
      return new GrpcStatusException(5, message);
    }

    /** The error of the chain's store for a missing key, which the gateway passes on. */
    public static GrpcStatusException missingKey(String key, String type) {
      return new GrpcStatusException(
          2, "collections: not found: key " + key + " of type github.com/cosmos/gogoproto/" + type);
    }

    public static GrpcStatusException invalidArgument(String message) {
      return new GrpcStatusException(3, message);
    }

    public static GrpcStatusException notImplemented() {
      return new GrpcStatusException(12, "Not Implemented");
    }

    public int code() {
      return code;
    }

    public DevnetResponse toResponse() {
      var body =
          CosmosJson.object("code", code).with("message", getMessage()).with("details", List.of());
      return DevnetResponse.json(httpStatus(), body);
    }

    private int httpStatus() {
      return switch (code) {
        case 3, 9, 11 -> 400;
        case 16 -> 401;
        case 7 -> 403;
        case 5 -> 404;
        case 6, 10 -> 409;
        case 8 -> 429;
        case 1 -> 408;
        case 12 -> 501;
        case 14 -> 503;
        case 4 -> 504;
        default -> 500;
      };
    }
  }
}
