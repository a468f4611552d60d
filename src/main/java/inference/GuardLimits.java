package inference;

import java.util.OptionalDouble;

/**
 * How far a value may go.
 *
 * @param widest multiple of the realised standard deviation over the horizon
 * @param policy what happens beyond it
 * @param frozenAfter rows of new data with the very same value until it is reported
 * @param fromConsensus farthest from the network's inference, in the same multiples; empty: not
 *     looked at
 * @param zero whether exactly 0 may be sent, which broken models say and sound ones hardly ever
 */
public record GuardLimits(
    double widest, Policy policy, int frozenAfter, OptionalDouble fromConsensus, boolean zero) {
  public static final GuardLimits DEFAULT =
      new GuardLimits(4, Policy.BLOCK, 6, OptionalDouble.of(4), false);

  public GuardLimits {
    if (!(widest > 0) || frozenAfter < 2 || fromConsensus.orElse(1) <= 0) {
      throw new IllegalArgumentException("guard limits must be positive, frozenAfter 2 or more");
    }
  }
}
