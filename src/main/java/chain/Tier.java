package chain;

import java.math.BigDecimal;

/** How much more than the asked gas price is offered. */
public enum Tier {
  ECO("1.0"),
  STANDARD("1.5"),
  PRIORITY("2.5");

  private final BigDecimal factor;

  Tier(String factor) {
    this.factor = new BigDecimal(factor);
  }

  BigDecimal factor() {
    return factor;
  }
}
