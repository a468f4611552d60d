package devnet;

import java.time.Duration;
import java.util.Map;

/** What an endpoint does to a request instead of answering it; scenarios write these. */
@FunctionalInterface
public interface Script {
  /**
   * Asked for every request before it is answered.
   *
   * @param path without the query
   * @param count requests to this endpoint so far, this one included
   */
  Act on(String method, String path, long count);

  /** Everything is answered as it should be. */
  static Script honest() {
    return (method, path, count) -> new Act.Answer();
  }

  /** The ways to treat a request. */
  sealed interface Act {
    record Answer() implements Act {}

    /** The truth, but late, in wall time. */
    record Late(Duration by) implements Act {}

    /** A fixed reply; the ledger is not asked. */
    record Say(int status, String contentType, String body, Map<String, String> headers)
        implements Act {
      public Say {
        headers = Map.copyOf(headers);
      }
    }

    /** The request takes effect, but half of the answer is lost. */
    record Truncate() implements Act {}

    /** The request takes effect, and the connection closes without a word. */
    record Swallow() implements Act {}

    /** Closes the connection; the request has no effect. */
    record Cut() implements Act {}

    /** Never answers; the request has no effect. */
    record Hang() implements Act {}
  }
}
