package faults.engine;

import devnet.fault.FaultPolicy.RequestAction;
import java.util.Locale;

/**
 * Where in a cycle the daemon is killed. What the network gets to see at that moment is part of it:
 * the request of which the daemon dies may have taken effect or not.
 */
public enum KillPoint {
  /** It has just asked whether a window is open. */
  BEFORE_CLAIM(
      "GET", "/worker_submission_window_status/", new RequestAction.AnswerNormally(), 40, false),
  /** Its value is fixed, and it asks what the transaction would cost. */
  AFTER_CLAIM("POST", "/tx/v1beta1/simulate", new RequestAction.AnswerNormally(), 10, false),
  /** The signed bytes are in its journal; the request never gets through. */
  AFTER_SIGNED("POST", "/tx/v1beta1/txs", new RequestAction.NeverReply(), 5, false),
  /** The network cuts the line before it has read the transaction. */
  BEFORE_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.CloseConnection(), 0, false),
  /** The transaction is taken, the answer is lost. */
  DURING_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.LoseReply(), 0, false),
  /** The answer is on its way: before, while or after the daemon writes that it was sent. */
  AFTER_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.AnswerNormally(), 12, false),
  /** A block holds the transaction, and the daemon asks for news. */
  AFTER_INCLUSION("GET", "/tx/v1beta1/txs/", new RequestAction.NeverReply(), 50, true),
  /** The good news is on its way: before, while or after the daemon closes the window's row. */
  BEFORE_CLOSE("GET", "/tx/v1beta1/txs/", new RequestAction.AnswerNormally(), 15, true);

  private final String method;
  private final String path;
  public final RequestAction action;

  /** Longest wait between the request and the kill, in milliseconds. */
  public final int maxDelayMillis;

  /** Whether the inference must be stored first. */
  public final boolean needsStored;

  KillPoint(String method, String path, RequestAction act, int jitter, boolean stored) {
    this.method = method;
    this.path = path;
    this.action = act;
    this.maxDelayMillis = jitter;
    this.needsStored = stored;
  }

  public boolean matches(String asked, String where) {
    return asked.equals(method)
        && (path.endsWith("/") ? where.contains(path) : where.endsWith(path));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
