package devnet.server;

import java.time.Duration;
import java.util.Map;

/** Decides what an endpoint does with a request; implemented by scenarios. */
@FunctionalInterface
public interface FaultPolicy {
  /**
   * Called for every request before its reply.
   *
   * @param path without the query
   * @param count requests to this endpoint so far, this one included
   */
  RequestAction actionFor(String method, String path, long count);

  /** A policy without faults. */
  static FaultPolicy noFaults() {
    return (method, path, count) -> new RequestAction.ReplyNormally();
  }

  /** What to do with a request. */
  sealed interface RequestAction {
    record ReplyNormally() implements RequestAction {}

    /** Sends the correct reply after a delay in wall time. */
    record ReplyLate(Duration by) implements RequestAction {}

    /** Sends a fixed reply; the request has no effect. */
    record FixedReply(int status, String contentType, String body, Map<String, String> headers)
        implements RequestAction {
      public FixedReply {
        headers = Map.copyOf(headers);
      }
    }

    /** Sends half of the reply; the request takes effect. */
    record TruncateReply() implements RequestAction {}

    /** Closes the connection instead of a reply; the request takes effect. */
    record LoseReply() implements RequestAction {}

    /** Closes the connection; the request has no effect. */
    record CloseConnection() implements RequestAction {}

    /** Sends a reply that exhausts memory or never ends; the request has no effect. */
    enum EndlessReply implements RequestAction {
      BODY,
      DRIP,
      NESTED,
      PACKED,
      HEADERS
    }

    /** Never replies; the request has no effect. */
    record NeverReply() implements RequestAction {}
  }
}
