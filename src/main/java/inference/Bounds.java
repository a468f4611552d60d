package inference;

import domain.Target;

/** Closed interval of values that may be sent, in the topic's unit. */
record Bounds(double low, double high) {
  /** Log-returns lie around their centre by adding, prices by the exponential of the width. */
  static Bounds around(Target target, double centre, double width) {
    return switch (target) {
      case LOG_RETURN -> new Bounds(centre - width, centre + width);
      case PRICE -> new Bounds(centre * Math.exp(-width), centre * Math.exp(width));
    };
  }

  Bounds and(Bounds other) {
    return new Bounds(Math.max(low, other.low), Math.min(high, other.high));
  }

  /** Not so for numbers that are not finite, nor when the interval itself is broken. */
  boolean holds(double value) {
    return low <= value && value <= high;
  }

  boolean empty() {
    return !(low <= high);
  }

  double nearest(double value) {
    return Math.min(high, Math.max(low, value));
  }
}
