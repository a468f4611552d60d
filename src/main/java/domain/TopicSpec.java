package domain;

import java.time.Duration;
import java.util.Objects;

/**
 * What the operator declares about a topic. It must match the model's manifest, or nothing is
 * signed.
 *
 * @param pair lower case without separator, e.g. {@code btcusd}
 * @param horizon from the epoch's base time to the ground truth
 */
public record TopicSpec(long id, PredictionTarget target, String pair, Duration horizon) {
  public TopicSpec {
    if (id <= 0) {
      throw new IllegalArgumentException("topic id must be positive, got " + id);
    }
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(pair, "pair");
    Objects.requireNonNull(horizon, "horizon");
  }

  /** What a topic asks for: the log-return over the horizon, or the price at its end. */
  public enum PredictionTarget {
    LOG_RETURN,
    PRICE
  }
}
