package devnet.ledger;

import java.util.Locale;

/** A transaction that the chain refuses, with codespace and code of the chain's error table. */
public final class TxRejectedException extends RuntimeException {
  private final String codespace;
  private final int code;

  public TxRejectedException(String codespace, int code, String log) {
    super(log, null, false, false);
    this.codespace = codespace;
    this.code = code;
  }

  /**
   * @param log a format where arguments follow
   */
  public static TxRejectedException sdkError(int code, String log, Object... arguments) {
    return new TxRejectedException("sdk", code, filledIn(log, arguments));
  }

  /**
   * @param log a format where arguments follow
   */
  public static TxRejectedException emissionsError(int code, String log, Object... arguments) {
    return new TxRejectedException("emissions", code, filledIn(log, arguments));
  }

  private static String filledIn(String log, Object... arguments) {
    return arguments.length == 0 ? log : String.format(Locale.ROOT, log, arguments);
  }

  public String codespace() {
    return codespace;
  }

  public int code() {
    return code;
  }
}
