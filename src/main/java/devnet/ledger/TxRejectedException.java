package devnet.ledger;

/** A transaction the chain refuses, by the error table's codespace and code. */
public final class TxRejectedException extends RuntimeException {
  private final String codespace;
  private final int code;

  public TxRejectedException(String codespace, int code, String log) {
    super(log, null, false, false);
    this.codespace = codespace;
    this.code = code;
  }

  public static TxRejectedException sdkError(int code, String log) {
    return new TxRejectedException("sdk", code, log);
  }

  public static TxRejectedException emissionsError(int code, String log) {
    return new TxRejectedException("emissions", code, log);
  }

  public String codespace() {
    return codespace;
  }

  public int code() {
    return code;
  }
}
