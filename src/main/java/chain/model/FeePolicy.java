package chain.model;

import java.util.Objects;

/**
 * What the operator decides about fees; the cap stands in the network.
 *
 * @param feeGranter address that pays instead of the worker, or empty
 * @param maxGas highest gas limit of one transaction
 */
public record FeePolicy(FeeTier tier, String feeGranter, long maxGas) {
  public FeePolicy {
    Objects.requireNonNull(tier, "tier");
    Objects.requireNonNull(feeGranter, "granter");
    if (maxGas < 200_000) {
      throw new IllegalArgumentException("max gas must be 200000 or more, got " + maxGas);
    }
  }

  public static FeePolicy standard() {
    return new FeePolicy(FeeTier.STANDARD, "", 10_000_000);
  }
}
