package devnet;

/** An error as the gateway tells it: a gRPC code, whose HTTP status follows from it. */
final class GrpcError extends RuntimeException {
  private final int code;

  GrpcError(int code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static GrpcError notFound(String message) {
    return new GrpcError(5, message);
  }

  static GrpcError invalid(String message) {
    return new GrpcError(3, message);
  }

  static GrpcError notImplemented() {
    return new GrpcError(12, "Not Implemented");
  }

  int code() {
    return code;
  }

  Reply reply() {
    var body = Json.of("code", code, "message", getMessage(), "details", java.util.List.of());
    return Reply.json(status(), body);
  }

  private int status() {
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
