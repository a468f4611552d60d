package domain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A guarded model output: finite, bounded, and traceable to what it was made from.
 *
 * @param value 0 where there are labels
 * @param labels numbers by label in the order of submission; empty for a topic of one number
 * @param forecast losses that are expected of other workers, by address; empty for none
 */
public record Prediction(
    long topic,
    double value,
    Map<String, Double> labels,
    Map<String, Double> forecast,
    Provenance provenance) {
  public Prediction {
    Objects.requireNonNull(provenance, "provenance");
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    forecast = Collections.unmodifiableMap(new LinkedHashMap<>(forecast));
    if (!Double.isFinite(value) || !labels.values().stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "prediction for topic " + topic + " is " + value + " " + labels);
    }
  }

  public Prediction(long topic, double value, Map<String, Double> labels, Provenance provenance) {
    this(topic, value, labels, Map.of(), provenance);
  }

  public Prediction(long topic, double value, Provenance provenance) {
    this(topic, value, Map.of(), provenance);
  }

  public Prediction withForecast(Map<String, Double> losses) {
    return new Prediction(topic, value, labels, losses, provenance);
  }
}
