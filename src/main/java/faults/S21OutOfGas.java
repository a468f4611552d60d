package faults;

import static faults.Expectation.hit;
import static faults.Expectation.rejected;

import java.util.function.Predicate;

/** The block charges more gas than simulation foresaw: more is offered, within bounds. */
final class S21OutOfGas {
  private S21OutOfGas() {}

  static Scenario scenario() {
    return Scenario.of("S21", "Out of gas at the estimate")
        .in(world -> world.set("alert.period", "5s"))
        .epoch(
            "twice the estimate",
            it -> it.chain().gasSurge(2),
            hit().and("2 or 3 included", gone(2, 3)))
        .epoch("whatever is offered", S21OutOfGas::insatiable, rejected("OUT_OF_GAS").included(5));
  }

  private static void insatiable(Stage stage) {
    stage.chain().gasSurge(1_000);
    stage.mustAlert("paid for and failed");
  }

  private static Predicate<Seen> gone(int least, int most) {
    return it -> it.attempts() >= least && it.attempts() <= most;
  }
}
