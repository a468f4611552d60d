package domain;

import java.util.Objects;

/** A guarded model output: finite, bounded, and traceable to what it was made from. */
public record Prediction(long topic, double value, Provenance provenance) {
  public Prediction {
    Objects.requireNonNull(provenance, "provenance");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("prediction for topic " + topic + " is " + value);
    }
  }
}
