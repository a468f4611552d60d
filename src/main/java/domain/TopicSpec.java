package domain;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What the operator declares about a topic. It must match the model's manifest, or nothing is
 * signed.
 *
 * @param pair lower case without separator, e.g. {@code btcusd}; empty where the topic has no
 *     market
 * @param horizon from the epoch's base time to the ground truth
 * @param labels in the order in which they are submitted; empty for a topic that takes one number
 */
public record TopicSpec(
    long id, PredictionTarget target, String pair, Duration horizon, List<Label> labels) {
  public static final Duration HOUR = Duration.ofHours(1);

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
    if (pair.isEmpty() != (target == PredictionTarget.NUMBER)) {
      throw new IllegalArgumentException("a log-return or a price needs a pair, a number has none");
    }
  }

  public List<String> labelNames() {
    return labels.stream().map(Label::name).toList();
  }

  /** A topic about something else than a market: its server's number goes out as it is. */
  public static TopicSpec withoutMarket(long id, List<Label> labels) {
    return new TopicSpec(id, PredictionTarget.NUMBER, "", Duration.ZERO, labels);
  }

  /** Whether candles of its pair say something about it. */
  public boolean hasMarket() {
    return target != PredictionTarget.NUMBER;
  }

  /** The same about another market. */
  public TopicSpec withPair(String other) {
    return new TopicSpec(id, target, other, horizon, labels);
  }

  /** Length of the candles it is predicted from and judged by. */
  public Duration candleStep() {
    return candleStep(horizon);
  }

  /** Length of the candles for that horizon. */
  public static Duration candleStep(Duration horizon) {
    return horizon.compareTo(HOUR) < 0 ? Duration.ofMinutes(1) : HOUR;
  }

  /** What a topic asks for. */
  public enum PredictionTarget {
    /** The log-return over the horizon. */
    LOG_RETURN,
    /** The price at its end. */
    PRICE,
    /** Something without a market, e.g. the chance that a team wins. */
    NUMBER
  }
}
