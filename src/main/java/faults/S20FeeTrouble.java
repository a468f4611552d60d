package faults;

import static faults.Acts.BROADCAST;
import static faults.Acts.before;
import static faults.Expectation.hit;
import static faults.Expectation.lost;

import java.math.BigDecimal;
import java.util.List;

/** What a transaction costs changes while it is made: it is raised, up to the operator's cap. */
final class S20FeeTrouble {
  private static final BigDecimal USUAL = BigDecimal.TEN;

  private S20FeeTrouble() {}

  static Scenario scenario() {
    return Scenario.of("S20", "The fee is below the minimum, or the minimum rises, or goes wild")
        .in(world -> world.nodes(2).set("alert.period", "5s").set("alert.rest", "5m"))
        .epoch("below the minimum", S20FeeTrouble::below, hit().included(1))
        .epoch("rises while it waits", S20FeeTrouble::rises, hit().included(1))
        .epoch("spike above the cap", S20FeeTrouble::spike, hit().included(1))
        .epoch(
            "above the cap to the end",
            S20FeeTrouble::wild,
            lost(List.of("expired"), "FEE_CAP").included(0));
  }

  private static void below(Stage stage) {
    price(stage, 1);
    stage.nodes(before(BROADCAST, () -> stage.chain().gasPrice(times(4))));
  }

  /** It lies in the mempool when blocks begin to ask for more. */
  private static void rises(Stage stage) {
    price(stage, 1);
    stage.chain().delayInclusion(4);
    stage.nodes(
        before(BROADCAST, () -> stage.chain().at(stage.devnet().height() + 2, () -> dear(stage))));
  }

  private static void dear(Stage stage) {
    stage.chain().gasPrice(times(4));
    stage.chain().delayInclusion(0);
  }

  private static void spike(Stage stage) {
    wild(stage);
    stage.at(240, () -> stage.chain().gasPrice(USUAL));
  }

  private static void wild(Stage stage) {
    price(stage, 1_000_000);
    stage.mustAlert("answer held back");
  }

  private static void price(Stage stage, long factor) {
    stage.chain().gasPrice(times(factor));
    stage.afterwards(() -> stage.chain().gasPrice(USUAL));
  }

  private static BigDecimal times(long factor) {
    return USUAL.multiply(BigDecimal.valueOf(factor));
  }
}
