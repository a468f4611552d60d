package devnet.server;

/** An error as the gateway tells it: a gRPC code, whose HTTP status follows from it. */
public final class GrpcStatusException extends RuntimeException {
  private final int code;

  public GrpcStatusException(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public static GrpcStatusException notFound(String message) {
    return new GrpcStatusException(5, message);
  }

  /** The store's own error for a key that it does not hold, which the chain passes on. */
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
        DevnetJson.object("code", code)
            .with("message", getMessage())
            .with("details", java.util.List.of());
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
