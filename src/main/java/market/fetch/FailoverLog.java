package market.fetch;

import base.ErrorText;
import domain.Failure;
import domain.FailureReason;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which source serves each pair, and why others did not. A change of source is said aloud. */
public final class FailoverLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailoverLog.class);

  private final Map<String, String> servedBy = new ConcurrentHashMap<>();
  private final Map<String, Exception> failures = new ConcurrentHashMap<>();

  public void recordFailure(String pair, String source, Exception cause) {
    failures.put(key(pair, source), cause);
  }

  /** Notes a failure of the candles in store, unless asking the source has told more. */
  public void recordFailureIfAbsent(String pair, String source, Exception cause) {
    failures.putIfAbsent(key(pair, source), cause);
  }

  public void recordServed(String pair, String source) {
    failures.remove(key(pair, source));
    var before = servedBy.put(pair, source);
    if (before != null && !before.equals(source)) {
      var failure = failures.get(key(pair, before));
      LOG.warn(
          "{}: history comes from {} now and no more from {} ({})",
          pair,
          source,
          before,
          failure == null ? "which comes later in the order" : messageOf(failure));
    }
  }

  /**
   * What becomes of a window when no source serves: the first reason that says more than that there
   * are no data, and every source's words.
   */
  public Failure.Retry noSourceFailure(String pair, List<String> sources, Exception cause) {
    var said =
        sources.stream()
            .map(source -> failures.get(key(pair, source)))
            .filter(failure -> failure != null)
            .toList();
    var reason =
        said.stream()
            .filter(failure -> failure instanceof Failure)
            .map(failure -> ((Failure) failure).reason())
            .filter(it -> it != FailureReason.NO_DATA)
            .findFirst()
            .orElse(FailureReason.NO_DATA);
    var text = said.stream().map(FailoverLog::messageOf).collect(Collectors.joining("; "));
    return new Failure.Retry(
        reason, "no usable candles of " + pair + "; sources report: " + text, cause);
  }

  public static String messageOf(Exception failure) {
    return failure instanceof Failure ? failure.getMessage() : ErrorText.describe(failure);
  }

  private static String key(String pair, String source) {
    return pair + " " + source;
  }
}
