package chain.model;

import java.math.BigDecimal;

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
