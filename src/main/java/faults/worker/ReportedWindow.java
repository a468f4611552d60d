package faults.worker;

/**
 * What a worker's own record says about one window.
 *
 * @param state lower-case name, e.g. {@code accepted}
 * @param closed whether the state is final
 * @param reason name of the last reason, e.g. {@code NO_ENDPOINT}; null if there is none
 * @param reasonText the same as a sentence, null with it
 * @param value null before the claim
 * @param txHash of the transaction that may be or was included, null before
 */
public record ReportedWindow(
    long topicId,
    long nonce,
    String state,
    boolean closed,
    String reason,
    String reasonText,
    String value,
    String txHash) {
  /** Whether its worker cannot do anything more for the window just now; null is no. */
  public static boolean isFinished(ReportedWindow reported) {
    return reported != null && (reported.closed() || reported.state().equals("sent"));
  }
}
