package devnet;

/** An error as JSON-RPC tells it: a code and a text. */
final class JsonRpcException extends RuntimeException {
  final int code;

  JsonRpcException(int code, String data) {
    super(data, null, false, false);
    this.code = code;
  }
}
