package inference;

import domain.TopicSpec.PredictionTarget;
import java.util.OptionalDouble;

/**
 * How far a value may go.
 *
 * @param maxDeviations multiple of the realised standard deviation over the horizon
 * @param policy what happens beyond it
 * @param repeatsUntilWarning rows of new data with the very same value until it is reported
 * @param maxConsensusDeviations farthest from the network's inference, in the same multiples;
 *     empty: not looked at
 * @param absolute values that may be sent at all, in the topic's unit
 * @param allowZero whether exactly 0 may be sent, which broken models say and sound ones hardly
 *     ever
 */
public record GuardLimits(
    double maxDeviations,
    OutOfBoundsPolicy policy,
    int repeatsUntilWarning,
    OptionalDouble maxConsensusDeviations,
    ValueBounds absolute,
    boolean allowZero) {
  public static final GuardLimits DEFAULT =
      new GuardLimits(4, OutOfBoundsPolicy.BLOCK, 6, OptionalDouble.of(4), ValueBounds.ANY, false);

  public GuardLimits {
    if (!(maxDeviations > 0) || repeatsUntilWarning < 2 || maxConsensusDeviations.orElse(1) <= 0) {
      throw new IllegalArgumentException("guard limits must be positive, frozenAfter 2 or more");
    }
    if (absolute.isEmpty()) {
      throw new IllegalArgumentException("guard.min must be below guard.max");
    }
  }

  /** What happens to a finite value outside its bounds. */
  public enum OutOfBoundsPolicy {
    /** Nothing is sent; the window stays open for another try. */
    BLOCK,
    /** The nearest bound is sent. */
    CLAMP,
    /** The value is sent as it is. */
    ALLOW
  }

  /** Closed interval of values that may be sent, in the topic's unit. */
  public record ValueBounds(double low, double high) {
    public static final ValueBounds ANY =
        new ValueBounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Log-returns lie around their centre by adding, prices by the exponential of the width. */
    static ValueBounds around(PredictionTarget target, double centre, double width) {
      return switch (target) {
        case LOG_RETURN, NUMBER -> new ValueBounds(centre - width, centre + width);
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

    public boolean isEmpty() {
      return !(low <= high);
    }

    double clamp(double value) {
      return Math.min(high, Math.max(low, value));
    }
  }
}
