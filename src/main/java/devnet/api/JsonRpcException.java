package devnet.api;

/** An error as JSON-RPC tells it: a code and a text. */
public final class JsonRpcException extends RuntimeException {
  public final int code;

  public JsonRpcException(int code, String data) {
    super(data, null, false, false);
    this.code = code;
  }
}
