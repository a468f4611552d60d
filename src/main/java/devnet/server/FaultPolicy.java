package devnet.server;

import java.time.Duration;
import java.util.Map;

/** What an endpoint does to a request instead of answering it; scenarios write these. */
@FunctionalInterface
public interface FaultPolicy {
  /**
   * Asked for every request before it is answered.
   *
   * @param path without the query
   * @param count requests to this endpoint so far, this one included
   */
  RequestAction actionFor(String method, String path, long count);

  /** Everything is answered as it should be. */
  static FaultPolicy noFaults() {
    return (method, path, count) -> new RequestAction.AnswerNormally();
  }

  /** The ways to treat a request. */
  sealed interface RequestAction {
    record AnswerNormally() implements RequestAction {}

    /** The truth, but late, in wall time. */
    record AnswerLate(Duration by) implements RequestAction {}

    /** A fixed reply; the ledger is not asked. */
    record FixedReply(int status, String contentType, String body, Map<String, String> headers)
        implements RequestAction {
      public FixedReply {
        headers = Map.copyOf(headers);
      }
    }

    /** The request takes effect, but half of the answer is lost. */
    record TruncateReply() implements RequestAction {}

    /** The request takes effect, and the connection closes without a word. */
    record LoseReply() implements RequestAction {}

    /** Closes the connection; the request has no effect. */
    record CloseConnection() implements RequestAction {}

    /** Fills a memory or never ends; the request has no effect. */
    enum EndlessReply implements RequestAction {
      BODY,
      DRIP,
      NESTED,
      PACKED,
      HEADERS
    }

    /** Never answers; the request has no effect. */
    record NeverReply() implements RequestAction {}
  }
}
