package domain;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the operator declares about a topic. It must match the model's manifest, or nothing is
 * signed.
 *
 * @param pair lower case without separator, e.g. {@code btcusd}
 * @param horizon from the epoch's base time to the ground truth
 * @param labels in the order in which they are submitted; empty for a topic that takes one number
 */
public record TopicSpec(
    long id, PredictionTarget target, String pair, Duration horizon, List<Label> labels) {
  public TopicSpec(long id, PredictionTarget target, String pair, Duration horizon) {
    this(id, target, pair, horizon, List.of());
  }

  /**
   * A label of a topic with several numbers.
   *
   * @param output under which the model answers with it
   */
  public record Label(String name, String output) {}

  public TopicSpec {
    if (id <= 0) {
      throw new IllegalArgumentException("topic id must be positive, got " + id);
    }
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(pair, "pair");
    Objects.requireNonNull(horizon, "horizon");
    labels = List.copyOf(labels);
  }

  public List<String> labelNames() {
    return labels.stream().map(Label::name).toList();
  }

  /** What a topic asks for: the log-return over the horizon, or the price at its end. */
  public enum PredictionTarget {
    LOG_RETURN,
    PRICE
  }
}
