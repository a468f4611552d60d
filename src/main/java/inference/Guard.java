package inference;

import domain.Failure;
import domain.FeatureVector;
import domain.Prediction;
import domain.Provenance;
import domain.Reason;
import domain.Target;
import domain.TopicSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The last look at a value before it is claimed: finite, bounded, and not stuck. */
public final class Guard {
  private final GuardLimits limits;
  private final Map<Long, Streak> streaks = new ConcurrentHashMap<>();
  private final Map<Long, Prediction> good = new ConcurrentHashMap<>();

  public Guard(GuardLimits limits) {
    this.limits = limits;
  }

  /** As the other one, for log-returns, with the row's own scale and no consensus. */
  public Prediction check(TopicSpec topic, double raw, FeatureVector row, Provenance provenance) {
    return check(topic, raw, row, Yardstick.of(row), provenance);
  }

  /**
   * @param raw the model's answer in the topic's unit
   * @return what may be sent: the value itself, or the nearest bound by policy clamp
   * @throws Failure.Wait GUARD saying what is wrong with it
   */
  public Prediction check(
      TopicSpec topic, double raw, FeatureVector row, Yardstick yardstick, Provenance provenance) {
    if (!Double.isFinite(raw)) {
      throw refused(topic, "the model answers " + raw + "; nothing is sent");
    }
    if (raw == 0 && !limits.zero()) {
      throw refused(
          topic,
          "the model answers exactly 0, as one that is broken does; nothing is sent. If 0 is meant,"
              + " set model.guard.zero = allow");
    }
    double value = bounded(topic, raw, yardstick);
    streaks.merge(topic.id(), Streak.of(value, row.asOf()), Streak::then);
    Prediction prediction = new Prediction(topic.id(), value, provenance);
    good.put(topic.id(), prediction);
    return prediction;
  }

  /** Says so when the same value came out although the data moved on again and again. */
  public Optional<String> frozen(TopicSpec topic) {
    return Optional.ofNullable(streaks.get(topic.id()))
        .filter(streak -> streak.length() >= limits.frozenAfter())
        .map(
            streak ->
                "topic %d: the model answered %s for %d rows of data running; look at its inputs"
                    .formatted(topic.id(), streak.value(), streak.length()));
  }

  /** Whether the network's own inference is looked at. */
  public boolean comparing() {
    return limits.policy() != Policy.ALLOW && limits.fromConsensus().isPresent();
  }

  /**
   * Says so when the network's own inference is itself beyond what the market can do: it is then
   * not compared with, for who follows it would be wrong as well.
   */
  public Optional<String> strange(TopicSpec topic, Yardstick yardstick) {
    if (!comparing() || yardstick.consensus().isEmpty()) {
      return Optional.empty();
    }
    double consensus = yardstick.consensus().getAsDouble();
    return widest(topic, yardstick).holds(consensus)
        ? Optional.empty()
        : Optional.of(
            "the network's own inference " + consensus + " is out of all bounds and not looked at");
  }

  /**
   * The newest value that passed, for those who rather repeat it at the end of a window than
   * abstain. Its provenance keeps telling the data it was made from.
   */
  public Optional<Prediction> lastGood(TopicSpec topic) {
    return Optional.ofNullable(good.get(topic.id()));
  }

  private double bounded(TopicSpec topic, double raw, Yardstick yardstick) {
    if (limits.policy() == Policy.ALLOW) {
      return raw;
    }
    Bounds bounds = bounds(topic, yardstick);
    if (bounds.holds(raw)) {
      return raw;
    }
    if (limits.policy() == Policy.CLAMP && !bounds.empty()) {
      return bounds.nearest(raw);
    }
    throw refused(
        topic,
        "%s is outside [%.6g, %.6g]%s; check the model or set another guard policy"
            .formatted(raw, bounds.low(), bounds.high(), reason(topic, raw, yardstick)));
  }

  private String reason(TopicSpec topic, double raw, Yardstick yardstick) {
    return widest(topic, yardstick).holds(raw)
        ? ", too far from the network's own " + yardstick.consensus().getAsDouble()
        : "";
  }

  private Bounds bounds(TopicSpec topic, Yardstick yardstick) {
    Bounds widest = widest(topic, yardstick);
    if (!comparing() || !widest.holds(yardstick.consensus().orElse(Double.NaN))) {
      return widest;
    }
    double consensus = yardstick.consensus().getAsDouble();
    double distance = limits.fromConsensus().getAsDouble() * yardstick.scale();
    return widest.and(Bounds.around(topic.target(), consensus, distance));
  }

  private Bounds widest(TopicSpec topic, Yardstick yardstick) {
    double width = limits.widest() * yardstick.scale();
    return Bounds.around(topic.target(), centre(topic, yardstick), width);
  }

  private static double centre(TopicSpec topic, Yardstick yardstick) {
    return topic.target() == Target.LOG_RETURN
        ? 0
        : yardstick
            .lastClose()
            .orElseThrow(() -> refused(topic, "a price cannot be judged without the last close"));
  }

  private static Failure.Wait refused(TopicSpec topic, String what) {
    return new Failure.Wait(Reason.GUARD, "topic " + topic.id() + ": " + what);
  }
}
