package inference.guard;

import java.util.OptionalDouble;

/**
 * How far a value may go.
 *
 * @param maxDeviations multiple of the realised standard deviation over the horizon
 * @param policy what happens beyond it
 * @param repeatsUntilWarning rows of new data with the very same value until it is reported
 * @param maxConsensusDeviations farthest from the network's inference, in the same multiples;
 *     empty: not looked at
 * @param allowZero whether exactly 0 may be sent, which broken models say and sound ones hardly
 *     ever
 */
public record GuardLimits(
    double maxDeviations,
    OutOfBoundsPolicy policy,
    int repeatsUntilWarning,
    OptionalDouble maxConsensusDeviations,
    boolean allowZero) {
  public static final GuardLimits DEFAULT =
      new GuardLimits(4, OutOfBoundsPolicy.BLOCK, 6, OptionalDouble.of(4), false);

  public GuardLimits {
    if (!(maxDeviations > 0) || repeatsUntilWarning < 2 || maxConsensusDeviations.orElse(1) <= 0) {
      throw new IllegalArgumentException("guard limits must be positive, frozenAfter 2 or more");
    }
  }
}
