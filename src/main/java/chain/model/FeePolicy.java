package chain.model;

import java.math.BigDecimal;
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

  /** How much more than the asked gas price is offered. */
  public enum FeeTier {
    ECO("1.0"),
    STANDARD("1.5"),
    PRIORITY("2.5");

    private final BigDecimal factor;

    FeeTier(String factor) {
      this.factor = new BigDecimal(factor);
    }

    /**
     * What is worth paying with so much of the window left: one tier more in its last third, the
     * dearest in its last sixth.
     *
     * @param left share of the window, 1 at its opening
     */
    public FeeTier forRemainingWindow(double left) {
      if (left < 1.0 / 6) {
        return PRIORITY;
      }
      return left < 1.0 / 3 && this == ECO ? STANDARD : left < 1.0 / 3 ? PRIORITY : this;
    }

    public BigDecimal priceFactor() {
      return factor;
    }
  }
}
