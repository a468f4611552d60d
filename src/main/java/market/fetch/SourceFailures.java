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

/**
 * Which source serves each series of candles, and why others did not. A change of source is said
 * aloud.
 */
public final class SourceFailures {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFailures.class);

  private final Map<String, String> servedBy = new ConcurrentHashMap<>();
  private final Map<String, Exception> failures = new ConcurrentHashMap<>();

  public void recordFailure(String series, String source, Exception cause) {
    failures.put(key(series, source), cause);
  }

  /** Notes a failure of the candles in store, unless asking the source has told more. */
  public void recordFailureIfAbsent(String series, String source, Exception cause) {
    failures.putIfAbsent(key(series, source), cause);
  }

  public void recordServed(String series, String source) {
    failures.remove(key(series, source));
    var before = servedBy.put(series, source);
    if (before != null && !before.equals(source)) {
      var failure = failures.get(key(series, before));
      LOG.warn(
          "{}: history comes from {} now and no more from {} ({})",
          series,
          source,
          before,
          failure == null ? "which comes later in the order" : messageOf(failure));
    }
  }

  /**
   * What becomes of a window when no source serves: the first reason that says more than that there
   * are no data, and every source's words.
   */
  public Failure.Retry noSourceFailure(String series, List<String> sources, Exception cause) {
    var said =
        sources.stream()
            .map(source -> failures.get(key(series, source)))
            .filter(failure -> failure != null)
            .toList();
    var reason =
        said.stream()
            .filter(failure -> failure instanceof Failure)
            .map(failure -> ((Failure) failure).reason())
            .filter(it -> it != FailureReason.NO_DATA)
            .findFirst()
            .orElse(FailureReason.NO_DATA);
    var text =
        sources.stream()
            .filter(source -> failures.containsKey(key(series, source)))
            .map(source -> nameAndMessage(source, failures.get(key(series, source))))
            .collect(Collectors.joining("; "));
    return new Failure.Retry(
        reason, "no usable candles of " + series + "; sources report: " + text, cause);
  }

  private static String nameAndMessage(String source, Exception failure) {
    var text = messageOf(failure);
    return text.startsWith(source) ? text : source + ": " + text;
  }

  public static String messageOf(Exception failure) {
    return failure instanceof Failure ? failure.getMessage() : ErrorText.describe(failure);
  }

  private static String key(String series, String source) {
    return series + " " + source;
  }
}
