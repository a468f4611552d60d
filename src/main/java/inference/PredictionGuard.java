package inference;

import domain.Failure;
import domain.FailureReason;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.FeatureVector;
import inference.GuardLimits.OutOfBoundsPolicy;
import inference.GuardLimits.ValueBounds;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** The last look at a value before it is claimed: finite, bounded, and not stuck. */
public final class PredictionGuard {
  /**
   * The network's inference may be two epochs old, and an epoch as long as the horizon: the price
   * has moved since, a return has not.
   */
  private static final int CONSENSUS_AGE = 2;

  private final GuardLimits limits;
  private final Map<Long, RepeatedValue> streaks = new ConcurrentHashMap<>();
  private final Map<Long, Prediction> good = new ConcurrentHashMap<>();

  public PredictionGuard(GuardLimits limits) {
    this.limits = limits;
  }

  /** As the other one, for log-returns, with the row's own scale and no consensus. */
  public Prediction check(TopicSpec topic, double raw, FeatureVector row, Provenance provenance) {
    return check(topic, raw, row, GuardReference.of(row), provenance);
  }

  /**
   * @param raw the model's value in the topic's unit
   * @return what may be sent: the value itself, or the nearest bound by policy clamp
   * @throws Failure.Retry GUARD saying what is wrong with it
   */
  public Prediction check(
      TopicSpec topic,
      double raw,
      FeatureVector row,
      GuardReference reference,
      Provenance provenance) {
    if (!Double.isFinite(raw)) {
      throw refusal(topic, "the model answers " + raw + "; nothing is sent");
    }
    if (raw == 0 && !limits.allowZero()) {
      throw refusal(
          topic,
          "the model answers exactly 0, as a broken model does; nothing is sent. If 0 is meant,"
              + " set model.guard.zero = allow");
    }
    double value = applyBounds(topic, raw, reference);
    streaks.merge(topic.id(), RepeatedValue.of(value, row.asOf()), RepeatedValue::followedBy);
    Prediction prediction = new Prediction(topic.id(), value, provenance);
    good.put(topic.id(), prediction);
    return prediction;
  }

  /**
   * The numbers of a topic with labels. What bounds they have is for the topic to say, and a share
   * may well be 0.
   */
  public Prediction checkLabels(TopicSpec topic, double[] raw, Provenance provenance) {
    Map<String, Double> labels = new LinkedHashMap<>();
    for (int i = 0; i < raw.length; i++) {
      String label = topic.labels().get(i).name();
      if (!Double.isFinite(raw[i])) {
        throw refusal(topic, "the model answers " + raw[i] + " for " + label + "; nothing is sent");
      }
      labels.put(label, raw[i]);
    }
    Prediction prediction = new Prediction(topic.id(), 0, labels, provenance);
    good.put(topic.id(), prediction);
    return prediction;
  }

  /** Says so when the same value came out although the data moved on again and again. */
  public Optional<String> repeatedValueWarning(TopicSpec topic) {
    return Optional.ofNullable(streaks.get(topic.id()))
        .filter(repeated -> repeated.length() >= limits.repeatsUntilWarning())
        .map(
            repeated ->
                "topic %d: the model answered %s for %d rows of data running; look at its inputs"
                    .formatted(topic.id(), repeated.value(), repeated.length()));
  }

  /** Whether the network's own inference is looked at. */
  public boolean comparesWithConsensus() {
    return limits.policy() != OutOfBoundsPolicy.ALLOW
        && limits.maxConsensusDeviations().isPresent();
  }

  /**
   * Says so when the network's own inference is itself beyond what the market can do: it is then
   * not compared with, for who follows it would be wrong as well.
   */
  public Optional<String> implausibleConsensusWarning(TopicSpec topic, GuardReference reference) {
    if (!comparesWithConsensus() || reference.consensus().isEmpty()) {
      return Optional.empty();
    }
    double consensus = reference.consensus().getAsDouble();
    return widestBounds(topic, reference).contains(consensus)
        ? Optional.empty()
        : Optional.of(
            "the network's own inference " + consensus + " is out of all bounds and not looked at");
  }

  /**
   * The newest value that passed, for those who rather repeat it at the end of a window than
   * abstain. Its provenance keeps telling the data it was made from.
   */
  public Optional<Prediction> lastGoodPrediction(TopicSpec topic) {
    return Optional.ofNullable(good.get(topic.id()));
  }

  private double applyBounds(TopicSpec topic, double raw, GuardReference reference) {
    if (limits.policy() == OutOfBoundsPolicy.ALLOW) {
      return raw;
    }
    ValueBounds bounds = bounds(topic, reference);
    if (bounds.contains(raw)) {
      return raw;
    }
    if (limits.policy() == OutOfBoundsPolicy.CLAMP && !bounds.isEmpty()) {
      return bounds.clamp(raw);
    }
    throw refusal(
        topic,
        "%s is outside [%.6g, %.6g]%s; check the model or set another guard policy"
            .formatted(raw, bounds.low(), bounds.high(), consensusReason(topic, raw, reference)));
  }

  private String consensusReason(TopicSpec topic, double raw, GuardReference reference) {
    return widestBounds(topic, reference).contains(raw)
        ? ", too far from the network's own " + reference.consensus().getAsDouble()
        : "";
  }

  private ValueBounds bounds(TopicSpec topic, GuardReference reference) {
    ValueBounds widest = widestBounds(topic, reference);
    if (!comparesWithConsensus()
        || Double.isInfinite(reference.scale())
        || !widest.contains(reference.consensus().orElse(Double.NaN))) {
      return widest;
    }
    double consensus = reference.consensus().getAsDouble();
    double distance = limits.maxConsensusDeviations().getAsDouble() * reference.scale();
    if (topic.target() == PredictionTarget.PRICE) {
      distance *= Math.sqrt(1 + CONSENSUS_AGE);
    }
    return widest.intersect(ValueBounds.around(topic.target(), consensus, distance));
  }

  private ValueBounds widestBounds(TopicSpec topic, GuardReference reference) {
    if (Double.isInfinite(reference.scale())) {
      return limits.absolute();
    }
    double width = limits.maxDeviations() * reference.scale();
    return ValueBounds.around(topic.target(), centre(topic, reference), width)
        .intersect(limits.absolute());
  }

  private static double centre(TopicSpec topic, GuardReference reference) {
    return topic.target() == PredictionTarget.LOG_RETURN
        ? 0
        : reference
            .lastClose()
            .orElseThrow(() -> refusal(topic, "a price cannot be judged without the last close"));
  }

  private static Failure.Retry refusal(TopicSpec topic, String what) {
    return new Failure.Retry(FailureReason.GUARD, "topic " + topic.id() + ": " + what);
  }

  /**
   * What a value is measured by.
   *
   * @param scale realised standard deviation of the log-return over the horizon; infinite where no
   *     market tells
   * @param lastClose price that a predicted price is set against; needed for price topics only
   * @param consensus the network's own inference of the last epoch, in the topic's unit
   */
  public record GuardReference(double scale, OptionalDouble lastClose, OptionalDouble consensus) {
    public static GuardReference of(FeatureVector row) {
      return new GuardReference(row.scale(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    public GuardReference withLastClose(double close) {
      return new GuardReference(scale, OptionalDouble.of(close), consensus);
    }

    public GuardReference withConsensus(double value) {
      return new GuardReference(scale, lastClose, OptionalDouble.of(value));
    }
  }

  /**
   * How often running a value came out. Asking twice about the same data does not count: only data
   * that moved while the value did not is suspicious.
   */
  record RepeatedValue(double value, Instant asOf, int length) {
    static RepeatedValue of(double value, Instant asOf) {
      return new RepeatedValue(value, asOf, 1);
    }

    RepeatedValue followedBy(RepeatedValue next) {
      if (next.value != value) {
        return next;
      }
      return next.asOf.isAfter(asOf) ? new RepeatedValue(value, next.asOf, length + 1) : this;
    }
  }
}
