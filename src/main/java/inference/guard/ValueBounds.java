package inference.guard;

import domain.PredictionTarget;

/** Closed interval of values that may be sent, in the topic's unit. */
record ValueBounds(double low, double high) {
  /** Log-returns lie around their centre by adding, prices by the exponential of the width. */
  static ValueBounds around(PredictionTarget target, double centre, double width) {
    return switch (target) {
      case LOG_RETURN -> new ValueBounds(centre - width, centre + width);
      case PRICE -> new ValueBounds(centre * Math.exp(-width), centre * Math.exp(width));
    };
  }

  ValueBounds intersect(ValueBounds other) {
    return new ValueBounds(Math.max(low, other.low), Math.min(high, other.high));
  }

  /** Not so for numbers that are not finite, nor when the interval itself is broken. */
  boolean contains(double value) {
    return low <= value && value <= high;
  }

  boolean isEmpty() {
    return !(low <= high);
  }

  double clamp(double value) {
    return Math.min(high, Math.max(low, value));
  }
}
