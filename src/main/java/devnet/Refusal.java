package devnet;

/** A transaction the chain refuses, by the error table's codespace and code. */
final class Refusal extends RuntimeException {
  private final String codespace;
  private final int code;

  Refusal(String codespace, int code, String log) {
    super(log, null, false, false);
    this.codespace = codespace;
    this.code = code;
  }

  static Refusal sdk(int code, String log) {
    return new Refusal("sdk", code, log);
  }

  static Refusal emissions(int code, String log) {
    return new Refusal("emissions", code, log);
  }

  String codespace() {
    return codespace;
  }

  int code() {
    return code;
  }
}
